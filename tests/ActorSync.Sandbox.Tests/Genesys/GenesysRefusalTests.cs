using ActorSync.Sandbox.Seeding;

namespace ActorSync.Sandbox.Tests.Genesys;

public sealed class GenesysRefusalTests
{
    private const string Validation = "constraint.validation";
    private const string Bulk = "api/v2/users/{ana}/routingskills/bulk";

    public static TheoryData<string, string, string?, int, string> Refused => new()
    {
        { "PATCH", Bulk, """[{"id":"{billing}","proficiency":5.1}]""", 400, Validation },
        { "PATCH", Bulk, """[{"id":"{billing}","proficiency":-0.1}]""", 400, Validation },
        { "PATCH", Bulk, """[{"id":"{billing}","proficiency":"3"}]""", 400, Validation },
        { "PATCH", Bulk, """[{"id":"{billing}"}]""", 400, Validation },
        { "PATCH", Bulk, """[{"proficiency":3}]""", 400, Validation },
        { "PATCH", Bulk, """[{"id":"{spanish}","proficiency":1},{"id":"nobody","proficiency":3}]""", 400, Validation },
        { "PATCH", Bulk, """[{"id":"{billing}","proficiency":3},{"id":"{billing}","proficiency":4}]""", 400, Validation },
        { "PATCH", Bulk, """[{"id":"{billing}","proficiency":3,"level":3}]""", 400, Validation },
        { "PATCH", Bulk, """{"id":"{billing}","proficiency":3}""", 400, Validation },
        { "PATCH", Bulk, "[{", 400, "bad.request" },
        { "PATCH", "api/v2/users/nobody/routingskills/bulk", "[]", 404, "not.found" },
        { "PATCH", "api/v2/users/{di}/routingskills/bulk", "[]", 404, "not.found" },
        { "DELETE", "api/v2/users/{ana}/routingskills/nobody", null, 404, "not.found" },
        { "DELETE", "api/v2/users/nobody/routingskills/{billing}", null, 404, "not.found" },
        { "GET", "api/v2/users/nobody/routingskills", null, 404, "not.found" },
        { "GET", "api/v2/users/nobody", null, 404, "not.found" },
        { "GET", "api/v2/users/{di}", null, 404, "not.found" },
        { "GET", "api/v2/users/externalid/hris/9999", null, 404, "not.found" },
        { "GET", "api/v2/users?expand=everything", null, 400, "bad.request" },
        { "GET", "api/v2/users?state=gone", null, 400, "bad.request" },
        { "GET", "api/v2/users?pageSize=0", null, 400, Validation },
        { "GET", "api/v2/users/query?cursor=nonsense", null, 400, "bad.request" },
        { "GET", "api/v2/users/query?cursor=%21%21", null, 400, "bad.request" },
        { "PATCH", "api/v2/users/{ana}", """{"certifications":[]}""", 400, Validation },
        { "PATCH", "api/v2/users/{ana}", """{"version":"1","certifications":[]}""", 400, Validation },
        { "PATCH", "api/v2/users/{ana}", """{"version":1,"certifications":["A","A"]}""", 400, Validation },
        { "PATCH", "api/v2/users/{ana}", """{"version":1,"certifications":[""]}""", 400, Validation },
        { "PATCH", "api/v2/users/{ana}", """{"version":1,"certifications":"A"}""", 400, Validation },
        { "PATCH", "api/v2/users/{ana}", """{"version":1,"certifications":[],"skills":[]}""", 400, Validation },
        { "PATCH", "api/v2/users/{ana}", """{"version":1,"state":"asleep"}""", 400, Validation },
        { "PATCH", "api/v2/users/{ana}", """{"version":1,"state":"inactive","certifications":[]}""", 400, "bad.request" },
        { "PATCH", "api/v2/users/{ana}", """{"version":1,"email":"bo@example.com"}""", 409, "general.conflict" },
        { "PATCH", "api/v2/users/{ana}", """{"version":2,"certifications":[]}""", 409, "general.conflict" },
        { "PATCH", "api/v2/users/{di}", """{"version":1,"certifications":[]}""", 404, "not.found" },
        { "POST", "api/v2/users", """{"name":"Di Poe","email":"DI@example.com"}""", 409, "general.conflict" },
        { "POST", "api/v2/users", """{"name":"Di Poe"}""", 400, Validation },
        { "POST", "api/v2/routing/skills", """{"name":"bILLING"}""", 409, "general.conflict" },
        { "POST", "api/v2/routing/skills", """{"name":"New","description":"x"}""", 400, Validation },
        { "DELETE", "api/v2/routing/skills/nobody", null, 404, "not.found" },
        { "PUT", "api/v2/routing/queues/nobody", """{"name":"x"}""", 404, "not.found" },
        { "PUT", "api/v2/routing/queues/{invoices}", """{"bullseye":{}}""", 400, Validation },
        { "GET", "api/v2/architect/dependencytracking/consumingresources?id=x", null, 400, "bad.request" },
        { "POST", "api/v2/coaching/appointments", """{"name":"n","description":"d","dateStart":"2031-01-14T10:00:00.000Z","attendeeIds":["{ana}"]}""", 400, Validation },
    };

    [Theory]
    [MemberData(nameof(Refused))]
    public async Task What_the_contract_forbids_is_refused_and_changes_nothing(string method, string path, string? body, int status, string code)
    {
        await using var target = await Target.GenesysAsync();
        var before = (await target.StateAsync()).GetRawText();

        var (answered, error) = await target.CallAsync(
            method,
            await Guide.GuideRefusalTests.FillAsync(target, path),
            body is null ? null : await Guide.GuideRefusalTests.FillAsync(target, body));

        Assert.Equal((status, code), (answered, error.GetProperty("code").GetString()!));
        Assert.Equal(
            ["message", "code", "status", "messageWithParams", "messageParams", "contextId", "details", "errors"],
            error.EnumerateObject().Select(property => property.Name));
        Assert.Equal(before, (await target.StateAsync()).GetRawText());
    }

    [Fact]
    public async Task A_refusal_names_the_field_and_the_id_that_are_wrong()
    {
        await using var target = await Target.GenesysAsync();
        var ana = await target.UserIdAsync("0001");

        var (_, error) = await target.CallAsync("PATCH", $"api/v2/users/{ana}/routingskills/bulk", """[{"id":"nobody","proficiency":3}]""");

        Assert.Equal(
            """[{"errorCode":"constraint.validation","fieldName":"id","entityId":"nobody","entityName":null}]""",
            error.GetProperty("details").GetRawText());
    }

    [Theory]
    [InlineData(409, "general.conflict")]
    [InlineData(400, "bad.request")]
    [InlineData(408, "request.timeout")]
    public async Task A_stale_version_is_answered_in_the_chosen_way_and_says_so(int status, string code)
    {
        await using var target = await Target.GenesysAsync(with: options => options with { VersionClashStatus = status });
        var ana = await target.UserIdAsync("0001");

        var (answered, error) = await target.CallAsync("PATCH", $"api/v2/users/{ana}", """{"version":7,"certifications":[]}""");

        Assert.Equal((status, code), (answered, error.GetProperty("code").GetString()!));
        Assert.Contains("does not match the current version", error.GetProperty("message").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Fifty_one_skills_are_refused_and_fifty_are_not()
    {
        await using var target = await Target.GenesysAsync(new SandboxSeed
        {
            Skills = [.. Enumerable.Range(0, 51).Select(number => new SeedSkill($"S{number}"))],
            Users = [new SeedUser("0001", "ana@example.com", "Ana")],
        });
        var ids = (await target.StateAsync()).GetProperty("skills").EnumerateArray().Select(each => each.GetProperty("id").GetString()!).ToArray();
        var user = await target.UserIdAsync("0001");

        var (tooMany, _) = await target.CallAsync("PATCH", $"api/v2/users/{user}/routingskills/bulk", Items(ids));
        var kept = await target.OkAsync("GET", $"api/v2/users/{user}/routingskills");
        var most = await target.OkAsync("PATCH", $"api/v2/users/{user}/routingskills/bulk", Items(ids[..50]));

        Assert.Equal(400, tooMany);
        Assert.Equal(0, kept.GetProperty("total").GetInt32());
        Assert.Equal(50, most.GetProperty("entities").GetArrayLength());

        static string Items(string[] some) => $"[{string.Join(',', some.Select(id => $$"""{"id":"{{id}}","proficiency":1}"""))}]";
    }

    [Fact]
    public async Task Inactive_users_beyond_ten_thousand_rows_are_refused_though_the_pages_are_promised()
    {
        await using var target = await Target.GenesysAsync(Seeds.Crowd(active: 1, inactive: 10_600));

        var last = await target.OkAsync("GET", "api/v2/users?state=inactive&pageSize=500&pageNumber=20");
        var (status, _) = await target.CallAsync("GET", "api/v2/users?state=inactive&pageSize=500&pageNumber=21");

        Assert.Equal(22, last.GetProperty("pageCount").GetInt32());
        Assert.Equal(500, last.GetProperty("entities").GetArrayLength());
        Assert.Equal(400, status);
    }
}
