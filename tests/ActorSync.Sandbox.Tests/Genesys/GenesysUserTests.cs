using System.Text.Json;

namespace ActorSync.Sandbox.Tests.Genesys;

public sealed class GenesysUserTests
{
    private const string AllExpanded = "expand=skills,certifications,employerInfo";

    [Fact]
    public async Task A_listed_user_has_the_fields_of_the_contract_and_the_expanded_ones_only_when_asked()
    {
        await using var target = await Target.GenesysAsync();

        var plain = (await target.OkAsync("GET", "api/v2/users")).GetProperty("entities")[0];
        var expanded = (await target.OkAsync("GET", $"api/v2/users?{AllExpanded}")).GetProperty("entities")[0];

        Assert.Equal(["id", "name", "email", "username", "state", "version", "division", "manager", "selfUri"], Names(plain));
        Assert.Equal(
            ["id", "name", "email", "username", "state", "version", "division", "manager", "employerInfo", "skills", "certifications", "selfUri"],
            Names(expanded));
        Assert.Equal("0001", expanded.GetProperty("employerInfo").GetProperty("employeeId").GetString());
        Assert.Equal(["id", "name", "proficiency", "state"], Names(expanded.GetProperty("skills")[0]));
        Assert.Equal("""["PCI_DSS"]""", expanded.GetProperty("certifications").GetRawText());
    }

    [Theory]
    [InlineData("expand=skills,certifications")]
    [InlineData("expand=skills&expand=certifications")]
    [InlineData("expand=skills%2Ccertifications")]
    public async Task A_list_in_the_query_is_understood_in_each_form(string query)
    {
        await using var target = await Target.GenesysAsync();

        var user = (await target.OkAsync("GET", $"api/v2/users?{query}")).GetProperty("entities")[0];

        Assert.True(user.TryGetProperty("skills", out _));
        Assert.True(user.TryGetProperty("certifications", out _));
        Assert.False(user.TryGetProperty("employerInfo", out _));
    }

    [Fact]
    public async Task The_listing_shows_active_users_unless_another_state_is_asked_for()
    {
        await using var target = await Target.GenesysAsync();

        Assert.Equal(["0001", "0002"], await IdsAsync(target, "users", string.Empty));
        Assert.Equal(["0003"], await IdsAsync(target, "users", "state=inactive&"));
        Assert.Equal(["0004"], await IdsAsync(target, "users", "state=deleted&"));
        Assert.Equal(["0001", "0002", "0003"], await IdsAsync(target, "users", "state=any&"));
    }

    [Fact]
    public async Task The_cursor_leads_through_all_users_once()
    {
        await using var target = await Target.GenesysAsync(Seeds.Crowd(active: 1_203));
        var seen = new List<string>();
        string? cursor = null;
        do
        {
            var page = await target.OkAsync("GET", $"api/v2/users/query?pageSize=500&expand=employerInfo&cursor={cursor}");
            seen.AddRange(page.GetProperty("entities").EnumerateArray().Select(user => user.GetProperty("employerInfo").GetProperty("employeeId").GetString()!));
            cursor = page.TryGetProperty("cursor", out var next) ? next.GetString() : null;
        }
        while (cursor is not null);

        Assert.Equal(1_203, seen.Count);
        Assert.Equal(seen, seen.Distinct().Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task A_page_carries_the_addresses_of_its_neighbours_with_the_same_query()
    {
        await using var target = await Target.GenesysAsync(Seeds.Crowd(active: 30));

        var page = await target.OkAsync("GET", "api/v2/users?pageSize=10&pageNumber=2&expand=skills,certifications&state=active");

        Assert.Equal("/api/v2/users?pageSize=10&pageNumber=1&expand=skills%2Ccertifications&state=active", page.GetProperty("previousUri").GetString());
        Assert.Equal("/api/v2/users?pageSize=10&pageNumber=3&expand=skills%2Ccertifications&state=active", page.GetProperty("nextUri").GetString());
        Assert.Equal(page.GetProperty("nextUri").GetString(), page.GetProperty("lastUri").GetString());
        Assert.Equal(page.GetProperty("previousUri").GetString(), page.GetProperty("firstUri").GetString());
    }

    [Fact]
    public async Task A_bulk_patch_merges_and_never_removes_and_keeps_a_zero_as_a_rating()
    {
        await using var target = await Target.GenesysAsync();
        var (ana, billing, level2) = (await target.UserIdAsync("0001"), await target.SkillIdAsync("Billing"), await target.SkillIdAsync("Billing_L2"));

        await target.OkAsync("PATCH", $"api/v2/users/{ana}/routingskills/bulk", $$"""[{"id":"{{billing}}","proficiency":0.0},{"id":"{{level2}}","proficiency":3.3}]""");

        var user = await target.UserAsync("0001");
        Assert.Equal("""{"Billing":0,"Billing_L2":3.3,"Spanish":5}""", user.GetProperty("skills").GetRawText());
        Assert.Equal(1, user.GetProperty("version").GetInt32());
    }

    [Fact]
    public async Task A_delete_takes_one_skill_and_a_second_one_finds_nothing_to_do()
    {
        await using var target = await Target.GenesysAsync();
        var (ana, billing) = (await target.UserIdAsync("0001"), await target.SkillIdAsync("Billing"));

        using var first = await target.SendAsync("DELETE", $"api/v2/users/{ana}/routingskills/{billing}");
        using var second = await target.SendAsync("DELETE", $"api/v2/users/{ana}/routingskills/{billing}");

        Assert.Equal((204, 204), ((int)first.StatusCode, (int)second.StatusCode));
        Assert.Equal("""{"Spanish":5}""", (await target.UserAsync("0001")).GetProperty("skills").GetRawText());
    }

    [Fact]
    public async Task A_put_in_bulk_replaces_all_skills()
    {
        await using var target = await Target.GenesysAsync();
        var (ana, level2) = (await target.UserIdAsync("0001"), await target.SkillIdAsync("Billing_L2"));

        await target.OkAsync("PUT", $"api/v2/users/{ana}/routingskills/bulk", $$"""[{"id":"{{level2}}","proficiency":1}]""");

        Assert.Equal("""{"Billing_L2":1}""", (await target.UserAsync("0001")).GetProperty("skills").GetRawText());
    }

    [Fact]
    public async Task A_patch_of_the_profile_replaces_the_certifications_and_moves_the_version()
    {
        await using var target = await Target.GenesysAsync();
        var ana = await target.UserIdAsync("0001");

        var answer = await target.OkAsync("PATCH", $"api/v2/users/{ana}", """{"version":1,"certifications":["Privacy"]}""");
        var (stale, _) = await target.CallAsync("PATCH", $"api/v2/users/{ana}", """{"version":1,"certifications":[]}""");

        Assert.Equal(2, answer.GetProperty("version").GetInt32());
        Assert.Equal(409, stale);
        Assert.Equal("""["Privacy"]""", (await target.UserAsync("0001")).GetProperty("certifications").GetRawText());
    }

    [Fact]
    public async Task A_deleted_user_keeps_the_e_mail_and_is_restored_into_the_home_division()
    {
        await using var target = await Target.GenesysAsync();
        await target.OkAsync("POST", "sandbox/edit", """{"employeeId":"0001","state":"deleted"}""");
        var ana = await target.UserIdAsync("0001");
        var (conflict, _) = await target.CallAsync("POST", "api/v2/users", """{"name":"Ana","email":"ana@example.com"}""");

        var version = (await target.OkAsync("GET", $"api/v2/users/{ana}?state=deleted")).GetProperty("version").GetInt32();
        var restored = await target.OkAsync("PATCH", $"api/v2/users/{ana}", $$"""{"state":"active","version":{{version}}}""");

        Assert.Equal(409, conflict);
        Assert.Equal("active", restored.GetProperty("state").GetString());
        Assert.Equal("Home", restored.GetProperty("division").GetProperty("name").GetString());
        Assert.Equal(["0001", "0002"], await IdsAsync(target, "users", string.Empty));
    }

    [Fact]
    public async Task A_user_is_found_by_the_employee_id_as_an_external_id()
    {
        await using var target = await Target.GenesysAsync();

        var user = await target.OkAsync("GET", $"api/v2/users/externalid/hris/0002?{AllExpanded}");

        Assert.Equal("bo@example.com", user.GetProperty("email").GetString());
        Assert.Equal(user.GetProperty("id").GetString(), (await target.LogAsync())[^1].GetProperty("user").GetString());
    }

    [Fact]
    public async Task A_deleted_skill_vanishes_from_lists_and_holders_and_still_comes_by_its_id()
    {
        await using var target = await Target.GenesysAsync();
        var (ana, billing) = (await target.UserIdAsync("0001"), await target.SkillIdAsync("Billing"));

        using var deleted = await target.SendAsync("DELETE", $"api/v2/routing/skills/{billing}");

        Assert.Equal(3, (await target.OkAsync("GET", "api/v2/routing/skills?pageSize=500")).GetProperty("total").GetInt32());
        Assert.Equal(1, (await target.OkAsync("GET", $"api/v2/users/{ana}/routingskills")).GetProperty("total").GetInt32());
        Assert.Equal("deleted", (await target.OkAsync("GET", $"api/v2/routing/skills/{billing}")).GetProperty("state").GetString());
        var (status, _) = await target.CallAsync("PATCH", $"api/v2/users/{ana}/routingskills/bulk", $$"""[{"id":"{{billing}}","proficiency":1}]""");
        Assert.Equal(400, status);
    }

    [Fact]
    public async Task A_skill_has_a_version_that_is_text()
    {
        await using var target = await Target.GenesysAsync();

        var made = await target.OkAsync("POST", "api/v2/routing/skills", """{"name":"Refunds"}""");

        Assert.Equal(JsonValueKind.String, made.GetProperty("version").ValueKind);
        Assert.Equal("active", made.GetProperty("state").GetString());
    }

    [Fact]
    public async Task What_refers_to_a_skill_is_told_by_queues_skill_groups_and_flows()
    {
        await using var target = await Target.GenesysAsync();
        var (billing, unused) = (await target.SkillIdAsync("Billing"), await target.SkillIdAsync("Unused"));
        const string consumers = "api/v2/architect/dependencytracking/consumingresources?objectType=ACDSKILL&id=";

        var queue = (await target.OkAsync("GET", "api/v2/routing/queues?pageSize=100")).GetProperty("entities")[0];
        var group = (await target.OkAsync("GET", "api/v2/routing/skillgroups")).GetProperty("entities")[0];

        Assert.Contains(billing, queue.GetProperty("bullseye").GetRawText(), StringComparison.Ordinal);
        Assert.Contains(billing, group.GetRawText(), StringComparison.Ordinal);
        Assert.Equal("Main line", (await target.OkAsync("GET", consumers + billing)).GetProperty("entities")[0].GetProperty("name").GetString());
        Assert.Equal(0, (await target.OkAsync("GET", consumers + unused)).GetProperty("total").GetInt32());
    }

    [Fact]
    public async Task A_put_of_a_queue_keeps_unknown_fields_that_are_sent_and_loses_those_that_are_not()
    {
        await using var target = await Target.GenesysAsync();
        var id = await target.QueueIdAsync("Invoices");

        await target.OkAsync("PUT", $"api/v2/routing/queues/{id}", """{"name":"Invoices","outsideField":{"kept":true}}""");

        var queue = await target.OkAsync("GET", $"api/v2/routing/queues/{id}");
        Assert.Equal("""{"kept":true}""", queue.GetProperty("outsideField").GetRawText());
        Assert.False(queue.TryGetProperty("bullseye", out _));
    }

    private static IEnumerable<string> Names(JsonElement element) => element.EnumerateObject().Select(property => property.Name);

    private static async Task<string[]> IdsAsync(Target target, string list, string query)
    {
        var page = await target.OkAsync("GET", $"api/v2/{list}?{query}expand=employerInfo");
        return [.. page.GetProperty("entities").EnumerateArray().Select(user => user.GetProperty("employerInfo").GetProperty("employeeId").GetString()!)];
    }
}
