using System.Globalization;
using System.Net.Http.Json;
using System.Text.Json.Serialization;
using ActorSync.Benchmarks.Taxonomy;

namespace ActorSync.Benchmarks.Scripts;

/// <summary>The script for the guide's API: both lists of each user are read, and whichever differs is patched.</summary>
internal sealed class GuideScript(HttpClient http, ConfiguredTaxonomy taxonomy, TimeProvider time) : ScriptTarget
{
    private Dictionary<string, string> _users = [];
    private Dictionary<string, string> _skills = [];
    private Dictionary<string, string> _certifications = [];
    private HashSet<string> _managed = [];
    private HashSet<string> _managedCertifications = [];

    /// <inheritdoc/>
    public override async Task PrepareAsync(CancellationToken stop)
    {
        _users = (await NaiveScript.ListAsync<User>(http, "/api/v2/users?state=any&", stop)).ToDictionary(user => user.EmployeeId, user => user.Id);
        _skills = (await NaiveScript.ListAsync<Named>(http, "/api/v2/skills?", stop)).ToDictionary(skill => skill.Name, skill => skill.Id);
        _certifications = (await NaiveScript.ListAsync<Named>(http, "/api/v2/certifications?", stop)).ToDictionary(each => each.Name, each => each.Id);
        _managed = [.. taxonomy.Skills.Select(name => _skills[name])];
        _managedCertifications = [.. taxonomy.Certifications.Select(each => _certifications[each.Name])];
    }

    /// <inheritdoc/>
    public override async Task SyncAsync(ScriptRow row, CancellationToken stop)
    {
        var user = $"/api/v2/users/{_users[row.EmployeeId]}";
        await SyncCertificationsAsync($"{user}/certifications", row, stop);
        await SyncSkillsAsync($"{user}/skills", row, stop);
    }

    private async Task SyncSkillsAsync(string path, ScriptRow row, CancellationToken stop)
    {
        var held = (await http.GetFromJsonAsync<List<Level>>(path, stop))!.ToDictionary(skill => skill.Id, skill => skill.Value);
        var stated = row.LevelBySkill().ToDictionary(skill => _skills[skill.Key], skill => skill.Value);
        List<Level> changes =
        [
            .. stated.Where(skill => !held.TryGetValue(skill.Key, out var level) || level != skill.Value).Select(skill => new Level(skill.Key, skill.Value)),
            .. held.Keys.Where(skill => _managed.Contains(skill) && !stated.ContainsKey(skill)).Select(skill => new Level(skill, 0)),
        ];
        if (changes.Count > 0)
        {
            using var answer = await http.PatchAsJsonAsync(path, changes, stop);
            answer.EnsureSuccessStatusCode();
        }
    }

    private async Task SyncCertificationsAsync(string path, ScriptRow row, CancellationToken stop)
    {
        var held = (await http.GetFromJsonAsync<List<Certification>>(path, stop))!.ToDictionary(each => each.Id);
        var stated = row.StatedCertifications()
            .ConvertAll(item => new Certification(_certifications[item[0]], item[1].Length == 0 ? null : Midnight(item[1]), Midnight(item[2]).AddMilliseconds(-1)));
        var now = Now();

        // An empty cell says nothing of what is held.
        var over = held.Values.Where(each => stated.Count > 0 && _managedCertifications.Contains(each.Id) && each.ExpiresOn > now && !stated.Exists(wanted => wanted.Id == each.Id));
        List<Certification> changes =
        [
            .. stated.Where(wanted => !held.TryGetValue(wanted.Id, out var there) || there.ExpiresOn != wanted.ExpiresOn || (wanted.IssuedOn is not null && there.IssuedOn != wanted.IssuedOn)),
            .. over.Select(each => each with { ExpiresOn = now }),
        ];
        if (changes.Count > 0)
        {
            using var answer = await http.PatchAsJsonAsync(path, changes, stop);
            answer.EnsureSuccessStatusCode();
        }
    }

    // The target keeps milliseconds.
    private DateTime Now()
    {
        var now = time.GetUtcNow().UtcDateTime;
        return now.AddTicks(-(now.Ticks % TimeSpan.TicksPerMillisecond));
    }

    private static DateTime Midnight(string date) => DateTime.Parse(date, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal);

    private sealed record User(string Id, string EmployeeId);

    private sealed record Named(string Id, string Name);

    private sealed record Level(string Id, [property: JsonPropertyName("level")] int Value);

    private sealed record Certification(
        string Id,
        [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] DateTime? IssuedOn,
        DateTime ExpiresOn);
}
