using System.Globalization;
using System.Text.Json;
using Microsoft.Extensions.Time.Testing;

namespace ActorSync.Sandbox.Tests.Inspection;

public sealed class InspectionTests
{
    [Fact]
    public async Task Each_request_is_logged_with_its_instants_token_user_and_status()
    {
        var clock = new FakeTimeProvider(new DateTimeOffset(2030, 5, 6, 7, 8, 9, TimeSpan.Zero).AddTicks(1_234_560));
        await using var target = await Target.GenesysAsync(clock: clock);
        var ana = await target.UserIdAsync("0001");
        using var request = new HttpRequestMessage(HttpMethod.Get, $"api/v2/users/{ana}?expand=skills");
        request.Headers.Add("X-Request-Id", "r-17");
        using var reply = await target.Http.SendAsync(request, TestContext.Current.CancellationToken);

        var log = await target.LogAsync();

        Assert.Equal([1, 2], log.Select(entry => entry.GetProperty("sequence").GetInt64()));
        Assert.Equal(
            $$"""{"sequence":2,"receivedAt":"2030-05-06T07:08:09.123456Z","answeredAt":"2030-05-06T07:08:09.123456Z","method":"GET","path":"/api/v2/users/{{ana}}","query":"?expand=skills","route":"/api/v2/users/{userId}","token":"t1","user":"{{ana}}","status":200,"retryAfter":null,"requestId":"r-17","limit":null,"faults":[],"applied":false}""",
            log[1].GetRawText());
        Assert.Equal("/oauth/token", log[0].GetProperty("path").GetString());
        Assert.Equal("t1", log[0].GetProperty("token").GetString());
    }

    [Fact]
    public async Task The_log_can_be_read_on_from_a_sequence_number_and_has_no_token_in_it()
    {
        await using var target = await Target.GuideAsync();
        var secret = target.Http.DefaultRequestHeaders.Authorization!.Parameter!;
        await target.OkAsync("GET", "api/v2/users");
        await target.OkAsync("GET", "api/v2/skills");

        var rest = await target.LogAsync(since: 2);
        var all = await target.Http.GetStringAsync("sandbox/requests", TestContext.Current.CancellationToken);

        Assert.Equal("/api/v2/skills", Assert.Single(rest).GetProperty("path").GetString());
        Assert.DoesNotContain(secret, all, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Looking_is_neither_counted_nor_limited_and_needs_no_token()
    {
        await using var target = await Target.GuideAsync(with: options => options with { Limit = new RateLimit(1, 60) });
        target.Http.DefaultRequestHeaders.Authorization = null;
        for (var look = 0; look < 5; look++)
        {
            await target.StateAsync();
            await target.LogAsync();
        }

        var (unknown, _) = await target.CallAsync("GET", "sandbox/unknown");

        Assert.Equal(404, unknown);
        var stats = await target.StatsAsync();
        Assert.Equal((0, 1), (stats.GetProperty("api").GetInt32(), stats.GetProperty("tokens").GetInt32()));
    }

    [Fact]
    public async Task The_counts_are_exact_under_concurrent_requests_of_every_kind()
    {
        await using var target = await Target.GenesysAsync(Seeds.Crowd(active: 50), options => options with { Limit = new RateLimit(400, 3_600) });
        var users = (await target.StateAsync()).GetProperty("users").EnumerateArray().Select(user => user.GetProperty("id").GetString()!).ToArray();
        var skill = await target.SkillIdAsync("S1");
        var calls = new List<Func<Task>>();
        for (var each = 0; each < 100; each++)
        {
            var user = users[each % users.Length];
            calls.Add(() => target.CallAsync("GET", "api/v2/users?pageSize=1"));
            calls.Add(() => target.CallAsync("PATCH", $"api/v2/users/{user}/routingskills/bulk", $$"""[{"id":"{{skill}}","proficiency":2}]"""));
            calls.Add(() => target.CallAsync("DELETE", $"api/v2/users/{user}/routingskills/{skill}"));
            calls.Add(() => target.CallAsync("GET", $"api/v2/users/nobody-{user}"));
            calls.Add(() => target.CallAsync("GET", "api/v2/unknown"));
            calls.Add(() => target.CallAsync("PATCH", $"api/v2/users/{user}/routingskills/bulk", "no JSON"));
        }

        await Task.WhenAll(calls.Select(call => call()));

        var stats = await target.StatsAsync();
        Assert.Equal(600, stats.GetProperty("api").GetInt32());
        Assert.Equal((300, 300), (stats.GetProperty("reads").GetInt32(), stats.GetProperty("writes").GetInt32()));
        Assert.Equal(100, stats.GetProperty("throttled").GetInt32());
        Assert.Equal(600, Sum(stats.GetProperty("byStatus")));
        Assert.Equal(600, Sum(stats.GetProperty("byRoute")));
        Assert.Equal(200, stats.GetProperty("byRoute").GetProperty("PATCH /api/v2/users/{userId}/routingskills/bulk").GetInt32());
        Assert.Equal(100, stats.GetProperty("byRoute").GetProperty("unknown").GetInt32());
        var log = await target.LogAsync();
        Assert.Equal(601, log.Length);
        Assert.Equal(Enumerable.Range(1, 601), log.Select(entry => entry.GetProperty("sequence").GetInt32()));
        Assert.Equal(100, log.Count(entry => entry.GetProperty("status").GetInt32() == 429));
    }

    [Fact]
    public async Task The_state_is_sorted_by_employee_id_and_name()
    {
        await using var target = await Target.GuideAsync();

        var state = await target.StateAsync();

        Assert.Equal(["0001", "0002", "0003", "0004"], state.GetProperty("users").EnumerateArray().Select(user => user.GetProperty("employeeId").GetString()!));
        Assert.Equal(["Billing", "Billing_L2", "Spanish", "Unused"], state.GetProperty("skills").EnumerateArray().Select(skill => skill.GetProperty("name").GetString()!));
        Assert.Equal(
            """{"PCI_DSS":{"issuedOn":"2030-01-15T00:00:00.000Z","expiresOn":"2032-01-14T23:59:59.999Z"}}""",
            state.GetProperty("users")[0].GetProperty("certifications").GetRawText());
    }

    [Fact]
    public async Task A_supervisor_edits_by_hand_and_the_version_moves()
    {
        await using var target = await Target.GenesysAsync();

        await target.OkAsync("POST", "sandbox/edit", """{"employeeId":"0001","skills":{"Billing":4.5,"Spanish":null},"certifications":{"Privacy":true,"PCI_DSS":null},"state":"inactive","newEmployeeId":"0099","email":"new@example.com"}""");

        var user = await target.UserAsync("0099");
        Assert.Equal("""{"Billing":4.5}""", user.GetProperty("skills").GetRawText());
        Assert.Equal("""["Privacy"]""", user.GetProperty("certifications").GetRawText());
        Assert.Equal(("inactive", "new@example.com", 2), (user.GetProperty("state").GetString()!, user.GetProperty("email").GetString()!, user.GetProperty("version").GetInt32()));
        Assert.Equal(0, (await target.StatsAsync()).GetProperty("api").GetInt32());
    }

    [Theory]
    [InlineData("""{"employeeId":"nobody"}""")]
    [InlineData("""{"employeeId":"0001","skills":{"Unknown":3}}""")]
    [InlineData("""{"employeeId":"0001","skills":{"Billing":2},"state":"asleep"}""")]
    [InlineData("""{"employeeId":"0001","level":3}""")]
    [InlineData("""{"employeeId":"0001","skills":{"Billing":9}}""")]
    [InlineData("no JSON")]
    public async Task An_edit_that_cannot_be_done_changes_nothing(string edit)
    {
        await using var target = await Target.GuideAsync();
        var before = (await target.StateAsync()).GetRawText();

        var (status, body) = await target.CallAsync("POST", "sandbox/edit", edit);

        Assert.Equal(400, status);
        Assert.NotEmpty(body.GetProperty("message").GetString()!);
        Assert.Equal(before, (await target.StateAsync()).GetRawText());
    }

    [Fact]
    public async Task The_limit_can_be_recomputed_from_the_log_alone()
    {
        var clock = new FakeTimeProvider(new DateTimeOffset(2030, 5, 6, 7, 8, 9, TimeSpan.Zero));
        await using var target = await Target.GenesysAsync(with: options => options with { Limit = new RateLimit(5, 2), Window = WindowKind.Sliding }, clock: clock);
        for (var request = 0; request < 60; request++)
        {
            await target.CallAsync("GET", "api/v2/users");
            clock.Advance(TimeSpan.FromMilliseconds(37 * (request % 9)));
        }

        var passed = new List<DateTimeOffset>();
        foreach (var entry in (await target.LogAsync()).Skip(1))
        {
            var at = DateTimeOffset.Parse(entry.GetProperty("receivedAt").GetString()!, CultureInfo.InvariantCulture);
            var isFull = passed.Count(before => before > at - TimeSpan.FromSeconds(2)) >= 5;
            Assert.Equal(isFull ? 429 : 200, entry.GetProperty("status").GetInt32());
            if (!isFull)
            {
                passed.Add(at);
            }
        }
    }

    private static int Sum(JsonElement counts) => counts.EnumerateObject().Sum(count => count.Value.GetInt32());
}
