using System.Text.Json;

namespace ActorSync.Sandbox.Tests.Guide;

public sealed class GuideUserTests
{
    [Fact]
    public async Task A_patch_of_skills_adds_rerates_and_removes_and_answers_with_the_whole_set()
    {
        await using var target = await Target.GuideAsync();
        var (ana, billing, spanish, unused) = (await target.UserIdAsync("0001"), await target.SkillIdAsync("Billing"), await target.SkillIdAsync("Spanish"), await target.SkillIdAsync("Unused"));

        var answer = await target.OkAsync("PATCH", $"api/v2/users/{ana}/skills", $$"""[{"id":"{{billing}}","level":4},{"id":"{{unused}}","level":1},{"id":"{{spanish}}","level":0}]""");

        Assert.Equal($$"""[{"id":"{{billing}}","level":4},{"id":"{{unused}}","level":1}]""", answer.GetRawText());
        Assert.Equal(answer.GetRawText(), (await target.OkAsync("GET", $"api/v2/users/{ana}/skills")).GetRawText());
        Assert.Equal("""{"Billing":4,"Unused":1}""", (await target.UserAsync("0001")).GetProperty("skills").GetRawText());
    }

    [Fact]
    public async Task Removing_a_skill_that_is_not_held_is_no_error()
    {
        await using var target = await Target.GuideAsync();
        var (bo, spanish) = (await target.UserIdAsync("0002"), await target.SkillIdAsync("Spanish"));

        var answer = await target.OkAsync("PATCH", $"api/v2/users/{bo}/skills", $$"""[{"id":"{{spanish}}","level":0}]""");

        Assert.Equal(1, answer.GetArrayLength());
    }

    [Fact]
    public async Task A_put_of_skills_replaces_the_whole_set()
    {
        await using var target = await Target.GuideAsync();
        var (ana, unused) = (await target.UserIdAsync("0001"), await target.SkillIdAsync("Unused"));

        var answer = await target.OkAsync("PUT", $"api/v2/users/{ana}/skills", $$"""[{"id":"{{unused}}","level":2}]""");

        Assert.Equal($$"""[{"id":"{{unused}}","level":2}]""", answer.GetRawText());
    }

    [Fact]
    public async Task A_patch_of_certifications_merges_by_id_and_keeps_an_issue_date_that_it_does_not_name()
    {
        await using var target = await Target.GuideAsync();
        var (ana, pci, privacy) = (await target.UserIdAsync("0001"), await target.CertificationIdAsync("PCI_DSS"), await target.CertificationIdAsync("Privacy"));

        var answer = await target.OkAsync(
            "PATCH",
            $"api/v2/users/{ana}/certifications",
            $$"""[{"id":"{{pci}}","expiresOn":"2034-01-14T23:59:59.999Z"},{"id":"{{privacy}}","issuedOn":"2030-02-01T00:00:00.000Z","expiresOn":"2031-01-31T23:59:59.999Z"}]""");

        Assert.Equal(
            $$"""[{"id":"{{pci}}","issuedOn":"2030-01-15T00:00:00.000Z","expiresOn":"2034-01-14T23:59:59.999Z"},{"id":"{{privacy}}","issuedOn":"2030-02-01T00:00:00.000Z","expiresOn":"2031-01-31T23:59:59.999Z"}]""",
            answer.GetRawText());
        Assert.Equal(answer.GetRawText(), (await target.OkAsync("GET", $"api/v2/users/{ana}/certifications")).GetRawText());
    }

    [Fact]
    public async Task The_listing_shows_active_users_unless_another_state_is_asked_for_and_never_deleted_ones()
    {
        await using var target = await Target.GuideAsync();

        Assert.Equal(["0001", "0002"], await IdsAsync(target, string.Empty));
        Assert.Equal(["0001", "0002"], await IdsAsync(target, "?state=active"));
        Assert.Equal(["0003"], await IdsAsync(target, "?state=inactive"));
        Assert.Equal(["0001", "0002", "0003"], await IdsAsync(target, "?state=any"));
    }

    [Fact]
    public async Task A_listed_user_has_the_fields_of_the_contract()
    {
        await using var target = await Target.GuideAsync();

        var ana = (await target.OkAsync("GET", "api/v2/users")).GetProperty("entities")[0];

        Assert.Equal(
            ["id", "name", "email", "employeeId", "state", "version", "division", "manager"],
            ana.EnumerateObject().Select(property => property.Name));
        Assert.Equal("North", ana.GetProperty("division").GetProperty("name").GetString());
        Assert.Equal(await target.UserIdAsync("0002"), ana.GetProperty("manager").GetProperty("id").GetString());
        Assert.Equal(1, ana.GetProperty("version").GetInt32());
    }

    [Fact]
    public async Task Holders_are_listed_by_the_hundred_and_inactive_ones_too()
    {
        await using var target = await Target.GuideAsync(Seeds.Crowd(active: 230, inactive: 20));
        var skill = await target.SkillIdAsync("S3");

        var first = await target.OkAsync("GET", $"api/v2/skills/{skill}/users?pageSize=500");
        var last = await target.OkAsync("GET", $"api/v2/skills/{skill}/users?pageSize=500&pageNumber=3");

        Assert.Equal(100, first.GetProperty("pageSize").GetInt32());
        Assert.Equal((250, 3), (first.GetProperty("total").GetInt32(), first.GetProperty("pageCount").GetInt32()));
        Assert.Equal(["id", "level"], first.GetProperty("entities")[0].EnumerateObject().Select(property => property.Name));
        Assert.Equal(4, first.GetProperty("entities")[0].GetProperty("level").GetInt32());
        Assert.Equal(50, last.GetProperty("entities").GetArrayLength());
        Assert.False(last.TryGetProperty("nextUri", out _));
    }

    [Fact]
    public async Task Holders_follow_each_write()
    {
        await using var target = await Target.GuideAsync();
        var (bo, spanish, pci) = (await target.UserIdAsync("0002"), await target.SkillIdAsync("Spanish"), await target.CertificationIdAsync("PCI_DSS"));
        Assert.Equal(2, await TotalAsync(target, $"skills/{spanish}"));
        Assert.Equal(1, await TotalAsync(target, $"certifications/{pci}"));

        await target.OkAsync("PATCH", $"api/v2/users/{bo}/skills", $$"""[{"id":"{{spanish}}","level":1}]""");
        await target.OkAsync("PATCH", $"api/v2/users/{bo}/certifications", $$"""[{"id":"{{pci}}","expiresOn":"2034-01-14T23:59:59.999Z"}]""");

        Assert.Equal(3, await TotalAsync(target, $"skills/{spanish}"));
        Assert.Equal(2, await TotalAsync(target, $"certifications/{pci}"));
        await target.OkAsync("PATCH", $"api/v2/users/{bo}/skills", $$"""[{"id":"{{spanish}}","level":0}]""");
        Assert.Equal(2, await TotalAsync(target, $"skills/{spanish}"));
    }

    [Fact]
    public async Task An_appointment_made_twice_is_two_appointments()
    {
        await using var target = await Target.GuideAsync();
        var (ana, bo) = (await target.UserIdAsync("0001"), await target.UserIdAsync("0002"));
        var body = $$"""{"name":"n","description":"d","dateStart":"2031-01-14T10:00:00.000Z","lengthInMinutes":30,"attendeeIds":["{{ana}}"],"facilitatorId":"{{bo}}"}""";

        var first = await target.OkAsync("POST", "api/v2/coaching/appointments", body);
        var second = await target.OkAsync("POST", "api/v2/coaching/appointments", body);

        Assert.NotEqual(first.GetProperty("id").GetString(), second.GetProperty("id").GetString());
        Assert.Equal(2, (await target.OkAsync("GET", $"api/v2/coaching/appointments?userIds={bo},{ana}")).GetProperty("total").GetInt32());
        Assert.Equal(0, (await target.OkAsync("GET", $"api/v2/coaching/appointments?userIds={bo}")).GetProperty("total").GetInt32());
    }

    private static async Task<int> TotalAsync(Target target, string list) =>
        (await target.OkAsync("GET", $"api/v2/{list}/users")).GetProperty("total").GetInt32();

    private static async Task<string[]> IdsAsync(Target target, string query)
    {
        var page = await target.OkAsync("GET", $"api/v2/users{query}");
        return [.. page.GetProperty("entities").EnumerateArray().Select((JsonElement user) => user.GetProperty("employeeId").GetString()!)];
    }
}
