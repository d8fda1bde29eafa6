using System.Net.Http.Json;
using ActorSync.Benchmarks.Taxonomy;

namespace ActorSync.Benchmarks.Scripts;

/// <summary>The script for the Genesys Cloud API: each user is read once with skills and certifications, then the profile and the skills are patched where they differ.</summary>
/// <remarks>One that does not know <c>expand</c> reads each user twice; this one knows it.</remarks>
internal sealed class GenesysScript(HttpClient http, ConfiguredTaxonomy taxonomy) : ScriptTarget
{
    private Dictionary<string, string> _users = [];
    private Dictionary<string, string> _skills = [];
    private HashSet<string> _managed = [];

    /// <inheritdoc/>
    public override async Task PrepareAsync(CancellationToken stop)
    {
        _users = (await NaiveScript.ListAsync<Listed>(http, "/api/v2/users?expand=employerInfo&", stop)).ToDictionary(user => user.EmployerInfo.EmployeeId, user => user.Id);
        _skills = (await NaiveScript.ListAsync<Named>(http, "/api/v2/routing/skills?", stop)).ToDictionary(skill => skill.Name, skill => skill.Id);
        _managed = [.. taxonomy.Skills.Select(name => _skills[name])];
    }

    /// <inheritdoc/>
    public override async Task SyncAsync(ScriptRow row, CancellationToken stop)
    {
        var path = $"/api/v2/users/{_users[row.EmployeeId]}";
        var user = (await http.GetFromJsonAsync<User>($"{path}?expand=skills,certifications", stop))!;
        var names = row.StatedCertifications().ConvertAll(item => item[0]);

        // An empty cell says nothing of what is held.
        var over = taxonomy.Certifications.Where(each => names.Count > 0 && user.Certifications.Contains(each.Name) && !names.Contains(each.Name)).ToList();
        if (over.Count > 0 || names.Except(user.Certifications).Any())
        {
            var certifications = user.Certifications.Except(over.Select(each => each.Name)).Union(names).Order(StringComparer.Ordinal);
            using var answer = await http.PatchAsJsonAsync(path, new { version = user.Version, certifications }, stop);
            answer.EnsureSuccessStatusCode();
        }

        var stated = row.LevelBySkill().ToDictionary(skill => _skills[skill.Key], skill => (decimal)skill.Value);
        foreach (var certification in taxonomy.Certifications.Where(each => each.Gate is not null && names.Contains(each.Name)))
        {
            stated[_skills[certification.Gate!]] = certification.GateLevel;
        }

        await SyncSkillsAsync(path, user, stated, [.. _managed, .. over.Select(each => each.Gate).OfType<string>().Select(gate => _skills[gate])], stop);
    }

    private async Task SyncSkillsAsync(string path, User user, Dictionary<string, decimal> stated, HashSet<string> taken, CancellationToken stop)
    {
        var held = user.Skills.ToDictionary(skill => skill.Id, skill => skill.Proficiency);
        var changes = stated
            .Where(skill => !held.TryGetValue(skill.Key, out var level) || level != skill.Value)
            .Select(skill => new { id = skill.Key, proficiency = skill.Value })
            .ToList();
        if (changes.Count > 0)
        {
            using var answer = await http.PatchAsJsonAsync($"{path}/routingskills/bulk", changes, stop);
            answer.EnsureSuccessStatusCode();
        }

        foreach (var skill in held.Keys.Where(skill => taken.Contains(skill) && !stated.ContainsKey(skill)))
        {
            using var answer = await http.DeleteAsync($"{path}/routingskills/{skill}", stop);
            answer.EnsureSuccessStatusCode();
        }
    }

    private sealed record Listed(string Id, Employment EmployerInfo);

    private sealed record Employment(string EmployeeId);

    private sealed record Named(string Id, string Name);

    private sealed record Skill(string Id, decimal Proficiency);

    private sealed record User(int Version, List<Skill> Skills, List<string> Certifications);
}
