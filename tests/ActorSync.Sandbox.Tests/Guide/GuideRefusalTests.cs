using System.Globalization;
using ActorSync.Sandbox.Seeding;

namespace ActorSync.Sandbox.Tests.Guide;

public sealed class GuideRefusalTests
{
    private const string Validation = "constraint.validation";

    public static TheoryData<string, string, string?, int, string> Refused => new()
    {
        { "PATCH", "api/v2/users/{ana}/skills", """[{"id":"{billing}","level":6}]""", 400, Validation },
        { "PATCH", "api/v2/users/{ana}/skills", """[{"id":"{billing}","level":-1}]""", 400, Validation },
        { "PATCH", "api/v2/users/{ana}/skills", """[{"id":"{billing}","level":2.5}]""", 400, Validation },
        { "PATCH", "api/v2/users/{ana}/skills", """[{"id":"{billing}","level":"3"}]""", 400, Validation },
        { "PATCH", "api/v2/users/{ana}/skills", """[{"id":"{billing}"}]""", 400, Validation },
        { "PATCH", "api/v2/users/{ana}/skills", """[{"level":3}]""", 400, Validation },
        { "PATCH", "api/v2/users/{ana}/skills", """[{"id":"nobody","level":3}]""", 400, Validation },
        { "PATCH", "api/v2/users/{ana}/skills", """[{"id":"{spanish}","level":1},{"id":"nobody","level":3}]""", 400, Validation },
        { "PATCH", "api/v2/users/{ana}/skills", """[{"id":"{billing}","level":3},{"id":"{billing}","level":4}]""", 400, Validation },
        { "PATCH", "api/v2/users/{ana}/skills", """[{"id":"{billing}","level":3,"proficiency":3}]""", 400, Validation },
        { "PATCH", "api/v2/users/{ana}/skills", """[{"id":"{billing}","level":3,"level":4}]""", 400, "bad.request" },
        { "PATCH", "api/v2/users/{ana}/skills", """{"id":"{billing}","level":3}""", 400, Validation },
        { "PATCH", "api/v2/users/{ana}/skills", "[{", 400, "bad.request" },
        { "PATCH", "api/v2/users/{ana}/skills", "", 400, "bad.request" },
        { "PATCH", "api/v2/users/nobody/skills", "[]", 404, "not.found" },
        { "PATCH", "api/v2/users/{di}/skills", "[]", 404, "not.found" },
        { "PUT", "api/v2/users/{ana}/skills", """[{"id":"{billing}","level":0}]""", 400, Validation },
        { "GET", "api/v2/users/nobody/skills", null, 404, "not.found" },
        { "GET", "api/v2/users/{di}/skills", null, 404, "not.found" },
        { "PATCH", "api/v2/users/{ana}/certifications", """[{"id":"{pci}"}]""", 400, Validation },
        { "PATCH", "api/v2/users/{ana}/certifications", """[{"id":"{pci}","expiresOn":null}]""", 400, Validation },
        { "PATCH", "api/v2/users/{ana}/certifications", """[{"id":"nobody","expiresOn":"2031-01-14T23:59:59.999Z"}]""", 400, Validation },
        { "PATCH", "api/v2/users/{ana}/certifications", """[{"id":"{pci}","expiresOn":"2031-01-14T23:59:59.999"}]""", 400, "invalid.timestamp" },
        { "PATCH", "api/v2/users/{ana}/certifications", """[{"id":"{pci}","expiresOn":"2031-01-14T23:59:59.999+00:00"}]""", 400, "invalid.timestamp" },
        { "PATCH", "api/v2/users/{ana}/certifications", """[{"id":"{pci}","expiresOn":"2031-02-30T23:59:59.999Z"}]""", 400, "invalid.timestamp" },
        { "PATCH", "api/v2/users/{ana}/certifications", """[{"id":"{pci}","issuedOn":"2030-01-14","expiresOn":"2031-01-14T23:59:59.999Z"}]""", 400, "invalid.timestamp" },
        { "PATCH", "api/v2/users/{ana}/certifications", """[{"id":"{privacy}","expiresOn":"2031-01-14T23:59:59.999Z"},{"id":"{pci}","expiresOn":"soon"}]""", 400, "invalid.timestamp" },
        { "PATCH", "api/v2/users/{ana}/certifications", """[{"id":"{pci}","expiresOn":"2031-01-14T23:59:59.999Z","level":1}]""", 400, Validation },
        { "PATCH", "api/v2/users/nobody/certifications", "[]", 404, "not.found" },
        { "POST", "api/v2/skills", """{"name":"bILLING"}""", 409, "general.conflict" },
        { "POST", "api/v2/skills", """{"name":" "}""", 400, Validation },
        { "POST", "api/v2/skills", """{"description":"x"}""", 400, Validation },
        { "POST", "api/v2/skills", """{"name":"New","parent":"{billing}"}""", 400, Validation },
        { "POST", "api/v2/skills", """{"name":"New","parentSkill":{"id":"nobody"}}""", 400, Validation },
        { "POST", "api/v2/skills", """{"name":"New","parentSkill":"{billing}"}""", 400, Validation },
        { "DELETE", "api/v2/skills/{billing}", null, 409, "skill.in.use" },
        { "DELETE", "api/v2/skills/{spanish}", null, 409, "skill.in.use" },
        { "DELETE", "api/v2/skills/nobody", null, 404, "not.found" },
        { "GET", "api/v2/skills/nobody/users", null, 404, "not.found" },
        { "GET", "api/v2/certifications/nobody/users", null, 404, "not.found" },
        { "POST", "api/v2/certifications", """{"name":"pci_dss","validityInDays":1}""", 409, "general.conflict" },
        { "POST", "api/v2/certifications", """{"name":"New"}""", 400, Validation },
        { "POST", "api/v2/certifications", """{"name":"New","validityInDays":0}""", 400, Validation },
        { "GET", "api/v2/users?state=deleted", null, 400, Validation },
        { "GET", "api/v2/users?pageSize=0", null, 400, Validation },
        { "GET", "api/v2/users?pageNumber=0", null, 400, Validation },
        { "GET", "api/v2/users?pageSize=ten", null, 400, Validation },
        { "PATCH", "api/v2/routing/queues/nobody", "{}", 404, "not.found" },
        { "PATCH", "api/v2/routing/queues/{invoices}", """{"division":"x"}""", 400, Validation },
        { "PATCH", "api/v2/routing/queues/{invoices}", """{"requiredSkills":[{"id":"{billing}","minLevel":0}]}""", 400, Validation },
        { "PATCH", "api/v2/routing/queues/{invoices}", """{"requiredSkills":[{"id":"nobody","minLevel":1}]}""", 400, Validation },
        { "PATCH", "api/v2/routing/queues/{invoices}", """{"requiredCertifications":["{pci}"]}""", 400, Validation },
        { "POST", "api/v2/coaching/appointments", """{"name":"n","description":"d","dateStart":"2031-01-14T10:00:00.000Z","lengthInMinutes":30,"attendeeIds":["nobody"]}""", 400, Validation },
        { "POST", "api/v2/coaching/appointments", """{"name":"n","description":"d","dateStart":"2031-01-14T10:00","lengthInMinutes":30,"attendeeIds":["{ana}"]}""", 400, "invalid.timestamp" },
        { "POST", "api/v2/coaching/appointments", """{"name":"n","dateStart":"2031-01-14T10:00:00.000Z","lengthInMinutes":30,"attendeeIds":["{ana}"]}""", 400, Validation },
    };

    [Theory]
    [MemberData(nameof(Refused))]
    public async Task What_the_contract_forbids_is_refused_and_changes_nothing(string method, string path, string? body, int status, string code)
    {
        await using var target = await Target.GuideAsync();
        var before = (await target.StateAsync()).GetRawText();

        var (answered, error) = await target.CallAsync(method, await FillAsync(target, path), body is null ? null : await FillAsync(target, body));

        Assert.Equal((status, code), (answered, error.GetProperty("code").GetString()!));
        Assert.Equal(
            ["message", "code", "status", "messageParams", "contextId", "details", "errors"],
            error.EnumerateObject().Select(property => property.Name));
        Assert.Equal(status, error.GetProperty("status").GetInt32());
        Assert.Equal(before, (await target.StateAsync()).GetRawText());
    }

    [Theory]
    [InlineData("skills", "level", "1")]
    [InlineData("certifications", "expiresOn", "\"2031-01-14T23:59:59.999Z\"")]
    public async Task More_than_fifty_items_are_refused_and_fifty_are_not(string list, string property, string value)
    {
        await using var target = await Target.GuideAsync(new SandboxSeed
        {
            Skills = [.. Enumerable.Range(0, 51).Select(number => new SeedSkill($"S{number}"))],
            Certifications = [.. Enumerable.Range(0, 51).Select(number => new SeedCertification($"C{number}", 30))],
            Users = [new SeedUser("0001", "ana@example.com", "Ana")],
        });
        var ids = (await target.StateAsync()).GetProperty(list).EnumerateArray().Select(each => each.GetProperty("id").GetString()!).ToArray();
        var user = await target.UserIdAsync("0001");

        var (tooMany, error) = await target.CallAsync("PATCH", $"api/v2/users/{user}/{list}", Items(ids));
        var kept = await target.OkAsync("GET", $"api/v2/users/{user}/{list}");
        var most = await target.OkAsync("PATCH", $"api/v2/users/{user}/{list}", Items(ids[..50]));

        Assert.Equal((400, Validation), (tooMany, error.GetProperty("code").GetString()!));
        Assert.Equal(0, kept.GetArrayLength());
        Assert.Equal(50, most.GetArrayLength());

        string Items(string[] some) => $"[{string.Join(',', some.Select(id => string.Create(CultureInfo.InvariantCulture, $$"""{"id":"{{id}}","{{property}}":{{value}}}""")))}]";
    }

    internal static async Task<string> FillAsync(Target target, string text)
    {
        foreach (var (mark, id) in new (string, Func<Task<string>>)[]
        {
            ("{ana}", () => target.UserIdAsync("0001")),
            ("{bo}", () => target.UserIdAsync("0002")),
            ("{cy}", () => target.UserIdAsync("0003")),
            ("{di}", () => target.UserIdAsync("0004")),
            ("{billing}", () => target.SkillIdAsync("Billing")),
            ("{spanish}", () => target.SkillIdAsync("Spanish")),
            ("{unused}", () => target.SkillIdAsync("Unused")),
            ("{pci}", () => target.CertificationIdAsync("PCI_DSS")),
            ("{privacy}", () => target.CertificationIdAsync("Privacy")),
            ("{invoices}", () => target.QueueIdAsync("Invoices")),
        })
        {
            if (text.Contains(mark, StringComparison.Ordinal))
            {
                text = text.Replace(mark, await id(), StringComparison.Ordinal);
            }
        }

        return text;
    }
}
