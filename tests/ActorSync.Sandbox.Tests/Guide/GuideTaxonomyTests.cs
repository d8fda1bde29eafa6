namespace ActorSync.Sandbox.Tests.Guide;

public sealed class GuideTaxonomyTests
{
    [Fact]
    public async Task Skills_are_found_by_a_prefix_of_their_name_whatever_its_case()
    {
        await using var target = await Target.GuideAsync();

        var page = await target.OkAsync("GET", "api/v2/skills?name=bILL");

        Assert.Equal(["Billing", "Billing_L2"], page.GetProperty("entities").EnumerateArray().Select(skill => skill.GetProperty("name").GetString()!));
        Assert.Equal(
            await target.SkillIdAsync("Billing"),
            page.GetProperty("entities")[1].GetProperty("parentSkill").GetProperty("id").GetString());
        Assert.Equal("active", page.GetProperty("entities")[0].GetProperty("state").GetString());
    }

    [Fact]
    public async Task A_created_skill_is_listed_and_can_be_deleted_while_nobody_holds_it()
    {
        await using var target = await Target.GuideAsync();
        var billing = await target.SkillIdAsync("Billing");

        var made = await target.OkAsync("POST", "api/v2/skills", $$$"""{"name":"Refunds","description":"Money back","parentSkill":{"id":"{{{billing}}}"}}""");
        var found = await target.OkAsync("GET", "api/v2/skills?name=Refunds");
        using var deleted = await target.SendAsync("DELETE", $"api/v2/skills/{made.GetProperty("id").GetString()}");
        var gone = await target.OkAsync("GET", "api/v2/skills?name=Refunds");

        Assert.Equal(found.GetProperty("entities")[0].GetRawText(), made.GetRawText());
        Assert.Equal(System.Net.HttpStatusCode.NoContent, deleted.StatusCode);
        Assert.Equal(0, gone.GetProperty("total").GetInt32());
    }

    [Fact]
    public async Task A_skill_that_only_a_deleted_user_held_is_not_in_use()
    {
        await using var target = await Target.GuideAsync();

        using var deleted = await target.SendAsync("DELETE", $"api/v2/skills/{await target.SkillIdAsync("Unused")}");

        Assert.Equal(System.Net.HttpStatusCode.NoContent, deleted.StatusCode);
    }

    [Fact]
    public async Task A_name_that_was_deleted_can_be_given_again_and_gets_another_id()
    {
        await using var target = await Target.GuideAsync();
        var old = await target.SkillIdAsync("Unused");
        using var deleted = await target.SendAsync("DELETE", $"api/v2/skills/{old}");

        var made = await target.OkAsync("POST", "api/v2/skills", """{"name":"Unused"}""");

        Assert.NotEqual(old, made.GetProperty("id").GetString());
    }

    [Fact]
    public async Task A_created_certification_is_listed_with_its_validity()
    {
        await using var target = await Target.GuideAsync();

        var made = await target.OkAsync("POST", "api/v2/certifications", """{"name":"First_Aid","validityInDays":90}""");
        var page = await target.OkAsync("GET", "api/v2/certifications?name=first");

        Assert.Equal(page.GetProperty("entities")[0].GetRawText(), made.GetRawText());
        Assert.Equal(90, made.GetProperty("validityInDays").GetInt32());
    }

    [Fact]
    public async Task Queues_are_found_by_the_skills_that_they_require()
    {
        await using var target = await Target.GuideAsync();
        var (billing, spanish) = (await target.SkillIdAsync("Billing"), await target.SkillIdAsync("Spanish"));

        Assert.Equal(1, (await target.OkAsync("GET", $"api/v2/routing/queues?skillIds={spanish},{billing}")).GetProperty("total").GetInt32());
        Assert.Equal(1, (await target.OkAsync("GET", $"api/v2/routing/queues?skillIds={spanish}&skillIds={billing}")).GetProperty("total").GetInt32());
        Assert.Equal(0, (await target.OkAsync("GET", $"api/v2/routing/queues?skillIds={spanish}")).GetProperty("total").GetInt32());
        Assert.Equal(1, (await target.OkAsync("GET", "api/v2/routing/queues")).GetProperty("total").GetInt32());
    }

    [Fact]
    public async Task A_patch_of_a_queue_changes_what_it_names_and_nothing_else()
    {
        await using var target = await Target.GuideAsync();
        var (queue, spanish, pci) = (await target.QueueIdAsync("Invoices"), await target.SkillIdAsync("Spanish"), await target.CertificationIdAsync("PCI_DSS"));

        var changed = await target.OkAsync("PATCH", $"api/v2/routing/queues/{queue}", $$"""{"requiredSkills":[{"id":"{{spanish}}","minLevel":3}]}""");

        Assert.Equal($$"""[{"id":"{{spanish}}","minLevel":3}]""", changed.GetProperty("requiredSkills").GetRawText());
        Assert.Equal($$"""[{"id":"{{pci}}"}]""", changed.GetProperty("requiredCertifications").GetRawText());
        Assert.Equal("Invoices", changed.GetProperty("name").GetString());
        Assert.Equal(
            ["id", "name", "requiredSkills", "requiredCertifications", "skillEvaluationMethod", "modifiedOn"],
            changed.EnumerateObject().Select(property => property.Name));
    }

    [Fact]
    public async Task A_page_size_above_the_most_is_capped_in_silence()
    {
        await using var target = await Target.GuideAsync(Seeds.Crowd(active: 501));

        var first = await target.OkAsync("GET", "api/v2/users?pageSize=10000");
        var next = await target.OkAsync("GET", first.GetProperty("nextUri").GetString()!.TrimStart('/'));

        Assert.Equal((500, 501, 2), (first.GetProperty("pageSize").GetInt32(), first.GetProperty("total").GetInt32(), first.GetProperty("pageCount").GetInt32()));
        Assert.Equal(500, first.GetProperty("entities").GetArrayLength());
        Assert.Equal(1, next.GetProperty("entities").GetArrayLength());
        Assert.Equal(2, next.GetProperty("pageNumber").GetInt32());
    }

    [Fact]
    public async Task A_page_has_twenty_five_rows_where_no_size_is_asked_for()
    {
        await using var target = await Target.GuideAsync(Seeds.Crowd(active: 30));

        var page = await target.OkAsync("GET", "api/v2/users");

        Assert.Equal(25, page.GetProperty("entities").GetArrayLength());
        Assert.Equal("/api/v2/users?pageSize=25&pageNumber=2", page.GetProperty("nextUri").GetString());
    }
}
