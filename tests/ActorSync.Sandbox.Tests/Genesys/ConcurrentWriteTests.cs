using System.Globalization;
using ActorSync.Sandbox.Seeding;

namespace ActorSync.Sandbox.Tests.Genesys;

public sealed class ConcurrentWriteTests
{
    private static readonly SandboxSeed OnePerson = new()
    {
        Skills = [.. Enumerable.Range(0, 40).Select(number => new SeedSkill($"S{number}"))],
        Users = [new SeedUser("0001", "ana@example.com", "Ana")],
    };

    [Fact]
    public async Task Writes_to_one_user_at_once_lose_nothing()
    {
        await using var target = await Target.GenesysAsync(OnePerson);
        var ana = await target.UserIdAsync("0001");
        var skills = (await target.StateAsync()).GetProperty("skills").EnumerateArray().Select(skill => skill.GetProperty("id").GetString()!);

        await Task.WhenAll(skills.Select(skill =>
            target.OkAsync("PATCH", $"api/v2/users/{ana}/routingskills/bulk", $$"""[{"id":"{{skill}}","proficiency":2}]""")));

        Assert.Equal(40, (await target.UserAsync("0001")).GetProperty("skills").EnumerateObject().Count());
    }

    [Fact]
    public async Task Of_many_patches_with_the_same_version_exactly_one_wins()
    {
        await using var target = await Target.GenesysAsync(OnePerson);
        var ana = await target.UserIdAsync("0001");

        var answers = await Task.WhenAll(Enumerable.Range(0, 30).Select(number =>
            target.CallAsync("PATCH", $"api/v2/users/{ana}", string.Create(CultureInfo.InvariantCulture, $$"""{"version":1,"certifications":["C{{number}}"]}"""))));

        var user = await target.UserAsync("0001");
        var winner = Assert.Single(answers, answer => answer.Status == 200);
        Assert.Equal(29, answers.Count(answer => answer.Status == 409));
        Assert.Equal(winner.Body.GetProperty("certifications").GetRawText(), user.GetProperty("certifications").GetRawText());
        Assert.Equal(2, user.GetProperty("version").GetInt32());
    }
}
