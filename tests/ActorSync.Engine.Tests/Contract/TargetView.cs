using System.Globalization;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;

namespace ActorSync.Engine.Tests.Contract;

/// <summary>What the sandbox holds and has received, as its own inspection paths show it, and a supervisor's hand in it.</summary>
internal sealed class TargetView(Uri address) : IDisposable
{
    private readonly HttpClient _http = new() { BaseAddress = address };

    /// <summary>A user's skills by name: <c>Billing=3, Spanish=1</c>.</summary>
    public async Task<string> SkillsOfAsync(string employeeId) => SkillsOf(await UserAsync(employeeId));

    /// <summary>The same of a user without an employee id.</summary>
    public async Task<string> SkillsOfEmailAsync(string email) =>
        SkillsOf((await UsersAsync()).Single(user => user.GetProperty("email").GetString() == email));

    /// <summary>A user's certifications by name, <c>FirstAid until 2026-06-30T23:59:59.999Z</c>, or the bare names where the dialect has no dates.</summary>
    public async Task<string> CertificationsOfAsync(string employeeId)
    {
        var held = (await UserAsync(employeeId)).GetProperty("certifications");
        return string.Join(", ", held.ValueKind == JsonValueKind.Array
            ? held.EnumerateArray().Select(name => name.GetString())
            : held.EnumerateObject().Select(each => $"{each.Name} until {each.Value.GetProperty("expiresOn").GetString()}"));
    }

    /// <summary>When a certification was issued; the guide dialect alone.</summary>
    public async Task<string?> IssuedOnAsync(string employeeId, string name) =>
        (await UserAsync(employeeId)).GetProperty("certifications").GetProperty(name).GetProperty("issuedOn").GetString();

    /// <summary>Whether the user holds the certification at an instant: by its date, or by its name where the dialect has no dates.</summary>
    public async Task<bool> HoldsAsync(string employeeId, string name, DateTimeOffset at)
    {
        var held = (await UserAsync(employeeId)).GetProperty("certifications");
        return held.ValueKind == JsonValueKind.Array
            ? held.EnumerateArray().Any(each => each.GetString() == name)
            : held.TryGetProperty(name, out var dates)
                && DateTimeOffset.Parse(dates.GetProperty("expiresOn").GetString()!, CultureInfo.InvariantCulture) > at;
    }

    /// <summary>A user as the state shows it.</summary>
    public async Task<JsonElement> UserAsync(string employeeId) =>
        (await UsersAsync()).Single(user => user.GetProperty("employeeId").GetString() == employeeId);

    public async Task<List<JsonElement>> UsersAsync() => [.. (await StateAsync()).GetProperty("users").EnumerateArray()];

    /// <summary>The whole state; equal states are equal texts.</summary>
    public async Task<JsonElement> StateAsync() => await _http.GetFromJsonAsync<JsonElement>("sandbox/state");

    public async Task<ReceivedCounts> CountsAsync()
    {
        var stats = await _http.GetFromJsonAsync<JsonElement>("sandbox/stats");
        return new ReceivedCounts(stats.GetProperty("reads").GetInt64(), stats.GetProperty("writes").GetInt64(), stats.GetProperty("tokens").GetInt64());
    }

    /// <summary>Every request so far, in the order received.</summary>
    public async Task<List<ReceivedRequest>> RequestsAsync()
    {
        var lines = (await _http.GetStringAsync("sandbox/requests")).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        return [.. lines.Select(line => JsonSerializer.Deserialize<JsonElement>(line)).Select(entry => new ReceivedRequest(
            entry.GetProperty("method").GetString()!,
            entry.GetProperty("path").GetString()!,
            entry.GetProperty("route").GetString() ?? string.Empty,
            entry.GetProperty("status").GetInt32())
        {
            User = entry.GetProperty("user").GetString(),
            ReceivedAt = entry.GetProperty("receivedAt").GetDateTimeOffset(),
            AnsweredAt = entry.GetProperty("answeredAt").ValueKind == JsonValueKind.Null ? null : entry.GetProperty("answeredAt").GetDateTimeOffset(),
        })];
    }

    /// <summary>Looks again until so many writes have been received; the sandbox answers each look, and the writes come by themselves.</summary>
    public async Task ReceiveWritesAsync(long writes, Task running)
    {
        while (!running.IsCompleted && (await CountsAsync()).Writes < writes)
        {
            await Task.Yield();
        }
    }

    /// <summary>Edits a user in the console: the members of the edit beside the employee id, as JSON.</summary>
    public Task EditAsync(string employeeId, string members) => PostAsync("sandbox/edit", $$"""{"employeeId": "{{employeeId}}", {{members}}}""");

    /// <summary>Lets faults strike from now on, in place of earlier ones.</summary>
    public Task FailAsync(params string[] faults) => PostAsync("sandbox/faults", JsonSerializer.Serialize(faults));

    public void Dispose() => _http.Dispose();

    private static string SkillsOf(JsonElement user) => string.Join(
        ", ", user.GetProperty("skills").EnumerateObject().Select(skill => string.Create(CultureInfo.InvariantCulture, $"{skill.Name}={skill.Value.GetDecimal():0.##}")));

    private async Task PostAsync(string path, string json)
    {
        using var content = new StringContent(json, Encoding.UTF8, "application/json");
        using var answer = await _http.PostAsync(path, content);
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync());
    }
}
