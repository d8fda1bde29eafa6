using System.Globalization;
using System.Text.Json;
using ActorSync.Sandbox.Faults;
using ActorSync.Sandbox.Seeding;
using Microsoft.Extensions.Time.Testing;

namespace ActorSync.Sandbox.Tests.Faults;

public sealed class FaultTests
{
    private readonly FakeTimeProvider _clock = new(new DateTimeOffset(2030, 5, 6, 7, 8, 9, TimeSpan.Zero).AddMilliseconds(400));

    [Fact]
    public async Task The_token_endpoint_throttles_with_a_400()
    {
        await using var target = await GenesysAsync("token-throttle:skip=1,times=1");

        using var refused = await target.TokenAsync("sandbox", "sandbox");
        using var granted = await target.TokenAsync("sandbox", "sandbox");

        var body = JsonElement.Parse(await refused.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
        Assert.Equal((400, 200), ((int)refused.StatusCode, (int)granted.StatusCode));
        Assert.Equal("invalid_request", body.GetProperty("error").GetString());
        Assert.StartsWith("rate limit exceeded;", body.GetProperty("error_description").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_429_can_come_without_the_header()
    {
        await using var target = await GenesysAsync("too-many-requests", "retry-after-missing");

        using var refused = await target.SendAsync("GET", "api/v2/users");

        Assert.Equal(429, (int)refused.StatusCode);
        Assert.False(refused.Headers.Contains("Retry-After"));
    }

    [Fact]
    public async Task A_429_can_carry_a_date_that_is_never_before_the_end_of_the_wait()
    {
        await using var target = await GenesysAsync("too-many-requests:seconds=3", "retry-after-date");

        using var refused = await target.SendAsync("GET", "api/v2/users");

        Assert.InRange(refused.Headers.RetryAfter!.Date!.Value, _clock.GetUtcNow().AddSeconds(3), _clock.GetUtcNow().AddSeconds(5));
    }

    [Fact]
    public async Task A_token_can_expire_in_the_middle_and_another_one_works()
    {
        await using var target = await GenesysAsync("token-expires:skip=1,times=1");

        await target.OkAsync("GET", "api/v2/users");
        Assert.Equal(401, (await target.CallAsync("GET", "api/v2/users")).Status);
        Assert.Equal(401, (await target.CallAsync("GET", "api/v2/users")).Status);
        target.Use(await target.NewTokenAsync());
        await target.OkAsync("GET", "api/v2/users");
    }

    [Fact]
    public async Task A_skill_write_moves_the_version_where_that_is_switched_on()
    {
        await using var target = await GenesysAsync("skill-writes-move-version");

        await RateAsync(target, 4);

        Assert.Equal(2, (await target.UserAsync("0001")).GetProperty("version").GetInt32());
    }

    [Theory]
    [InlineData(409)]
    [InlineData(400)]
    [InlineData(408)]
    public async Task A_write_can_clash_with_another_one_and_is_then_not_applied(int status)
    {
        await using var target = await GenesysAsync(string.Create(CultureInfo.InvariantCulture, $"version-clash:status={status},times=1"));

        var (answered, error) = await RateAsync(target, 4);

        var user = await target.UserAsync("0001");
        Assert.Equal(status, answered);
        Assert.Contains("does not match the current version", error.GetProperty("message").GetString(), StringComparison.Ordinal);
        Assert.Equal((3, 2), (user.GetProperty("skills").GetProperty("Billing").GetInt32(), user.GetProperty("version").GetInt32()));
    }

    [Fact]
    public async Task Expanded_fields_are_absent_for_the_same_users_each_time_and_come_by_a_read_of_one()
    {
        await using var target = await GenesysAsync(Seeds.Crowd(200), "expanded-fields-absent:probability=0.3");

        var first = await ListAsync(target);
        var second = await ListAsync(target);

        var thin = first.Where(user => !user.TryGetProperty("skills", out _)).ToArray();
        Assert.InRange(thin.Length, 30, 90);
        Assert.Equal(first.Select(user => user.GetRawText()), second.Select(user => user.GetRawText()));
        Assert.All(thin, user => Assert.False(user.TryGetProperty("certifications", out _)));
        var single = await target.OkAsync("GET", $"api/v2/users/{thin[0].GetProperty("id").GetString()}?expand=skills,certifications");
        Assert.Equal(5, single.GetProperty("skills").GetArrayLength());
    }

    [Fact]
    public async Task Employer_info_can_be_absent()
    {
        await using var target = await GenesysAsync("employer-info-absent");

        Assert.All(await ListAsync(target), user => Assert.False(user.TryGetProperty("employerInfo", out _)));
    }

    [Fact]
    public async Task A_page_size_can_be_capped_in_silence()
    {
        await using var target = await GenesysAsync(Seeds.Crowd(200), "page-size-capped:size=100");

        var page = await target.OkAsync("GET", "api/v2/users?pageSize=500");

        Assert.Equal((100, 2), (page.GetProperty("pageSize").GetInt32(), page.GetProperty("pageCount").GetInt32()));
    }

    [Fact]
    public async Task A_large_page_can_be_refused_and_a_smaller_one_comes()
    {
        await using var target = await GenesysAsync(Seeds.Crowd(200), "response-too-large:size=100");

        var (status, error) = await target.CallAsync("GET", "api/v2/users?pageSize=500");

        Assert.Equal((400, "response.entity.too.large"), (status, error.GetProperty("code").GetString()!));
        await target.OkAsync("GET", "api/v2/users?pageSize=100");
    }

    [Theory]
    [InlineData("rows-repeated", "000099", 101, 250)]
    [InlineData("rows-shifted", "000099", 100, 251)]
    [InlineData("rows-skipped", "000101", 100, 250)]
    public async Task Rows_can_move_between_pages(string fault, string firstOfSecondPage, int rows, int total)
    {
        await using var target = await GenesysAsync(Seeds.Crowd(250), fault);

        var second = await target.OkAsync("GET", "api/v2/users?pageSize=100&pageNumber=2&expand=employerInfo");

        Assert.Equal(firstOfSecondPage, second.GetProperty("entities")[0].GetProperty("employerInfo").GetProperty("employeeId").GetString());
        Assert.Equal((rows, total), (second.GetProperty("entities").GetArrayLength(), second.GetProperty("total").GetInt32()));
    }

    [Theory]
    [InlineData("rows-repeated")]
    [InlineData("rows-shifted")]
    public async Task Repeated_and_shifted_rows_lose_nobody(string fault)
    {
        await using var target = await GenesysAsync(Seeds.Crowd(250), fault);
        var seen = new HashSet<string>();
        var pages = 1;
        for (var number = 1; number <= pages; number++)
        {
            var page = await target.OkAsync("GET", string.Create(CultureInfo.InvariantCulture, $"api/v2/users?pageSize=50&pageNumber={number}"));
            pages = page.GetProperty("pageCount").GetInt32();
            seen.UnionWith(page.GetProperty("entities").EnumerateArray().Select(user => user.GetProperty("id").GetString()!));
        }

        Assert.Equal(250, seen.Count);
    }

    [Fact]
    public async Task Deleted_skills_can_be_listed_as_such()
    {
        await using var target = await GenesysAsync("deleted-skills-listed");
        using var deleted = await target.SendAsync("DELETE", $"api/v2/routing/skills/{await target.SkillIdAsync("Unused")}");

        var skills = (await target.OkAsync("GET", "api/v2/routing/skills")).GetProperty("entities").EnumerateArray();

        Assert.Equal("deleted", skills.Single(skill => skill.GetProperty("name").GetString() == "Unused").GetProperty("state").GetString());
    }

    [Theory]
    [InlineData(SandboxDialect.Guide)]
    [InlineData(SandboxDialect.Genesys)]
    public async Task A_bulk_body_can_be_applied_in_part(SandboxDialect dialect)
    {
        await using var target = await StartAsync(dialect, null, "bulk-applied-in-part:status=500");
        var (bo, spanish, level2) = (await target.UserIdAsync("0002"), await target.SkillIdAsync("Spanish"), await target.SkillIdAsync("Billing_L2"));

        var (status, _) = dialect == SandboxDialect.Guide
            ? await target.CallAsync("PATCH", $"api/v2/users/{bo}/skills", $$"""[{"id":"{{spanish}}","level":1},{"id":"{{level2}}","level":1}]""")
            : await target.CallAsync("PATCH", $"api/v2/users/{bo}/routingskills/bulk", $$"""[{"id":"{{spanish}}","proficiency":1},{"id":"{{level2}}","proficiency":1}]""");

        Assert.Equal(500, status);
        Assert.Equal("""{"Billing":1,"Spanish":1}""", (await target.UserAsync("0002")).GetProperty("skills").GetRawText());
    }

    [Theory]
    [InlineData(false, 3)]
    [InlineData(true, 4)]
    public async Task The_connection_can_close_before_the_answer_and_before_or_after_the_write(bool applied, int level)
    {
        await using var target = await GenesysAsync($"connection-closed:applied={applied},route=PATCH,times=1");

        await Assert.ThrowsAsync<HttpRequestException>(() => RateAsync(target, 4));

        Assert.Equal(level, (await target.UserAsync("0001")).GetProperty("skills").GetProperty("Billing").GetInt32());
        Assert.Equal(0, (await target.LogAsync())[^1].GetProperty("status").GetInt32());
        Assert.Equal(1, (await target.StatsAsync()).GetProperty("closed").GetInt32());
    }

    [Theory]
    [InlineData(500, false, 3)]
    [InlineData(502, true, 4)]
    [InlineData(503, false, 3)]
    [InlineData(504, true, 4)]
    public async Task A_server_error_can_come_before_or_after_the_write(int status, bool applied, int level)
    {
        await using var target = await GenesysAsync(string.Create(CultureInfo.InvariantCulture, $"server-error:status={status},applied={applied}"));
        var (ana, billing) = (await target.UserIdAsync("0001"), await target.SkillIdAsync("Billing"));

        using var reply = await target.SendAsync("PATCH", $"api/v2/users/{ana}/routingskills/bulk", $$"""[{"id":"{{billing}}","proficiency":4}]""");

        Assert.Equal(status, (int)reply.StatusCode);
        Assert.Equal(status == 502 ? "text/html" : "application/json", reply.Content.Headers.ContentType!.MediaType);
        Assert.Equal(level, (await target.UserAsync("0001")).GetProperty("skills").GetProperty("Billing").GetInt32());
    }

    [Fact]
    public async Task A_stalled_answer_comes_after_its_seconds()
    {
        await using var target = await GenesysAsync("stall:seconds=16,applied=true");
        var answer = RateAsync(target, 4);
        while ((await target.UserAsync("0001")).GetProperty("skills").GetProperty("Billing").GetInt32() != 4)
        {
            await Task.Yield();
        }

        Assert.False(answer.IsCompleted);
        while (!answer.IsCompleted)
        {
            // The delay may be set a moment after the write shows, so the clock is moved until the answer is there.
            _clock.Advance(TimeSpan.FromSeconds(16));
            await Task.Yield();
        }

        Assert.Equal(200, (await answer).Status);
    }

    [Fact]
    public async Task A_known_user_can_be_answered_with_404()
    {
        await using var target = await GenesysAsync("user-not-found:times=1");
        var ana = await target.UserIdAsync("0001");

        Assert.Equal(404, (await target.CallAsync("GET", $"api/v2/users/{ana}")).Status);
        Assert.Equal(200, (await target.CallAsync("GET", $"api/v2/users/{ana}")).Status);
    }

    [Fact]
    public async Task A_read_can_lag_behind_a_write()
    {
        await using var target = await GenesysAsync("read-after-write-lag:seconds=5");
        var ana = await target.UserIdAsync("0001");
        await RateAsync(target, 4);

        var stale = await target.OkAsync("GET", $"api/v2/users/{ana}/routingskills");
        _clock.Advance(TimeSpan.FromSeconds(5));
        var fresh = await target.OkAsync("GET", $"api/v2/users/{ana}/routingskills");

        Assert.Equal(3, stale.GetProperty("entities")[0].GetProperty("proficiency").GetInt32());
        Assert.Equal(4, fresh.GetProperty("entities")[0].GetProperty("proficiency").GetInt32());
    }

    [Fact]
    public async Task More_than_fifty_items_can_be_clamped_in_silence()
    {
        await using var target = await GenesysAsync(
            new SandboxSeed
            {
                Skills = [.. Enumerable.Range(0, 51).Select(number => new SeedSkill($"S{number}"))],
                Users = [new SeedUser("0001", "ana@example.com", "Ana")],
            },
            "bulk-clamped");
        var items = (await target.StateAsync()).GetProperty("skills").EnumerateArray().Select(skill => $$"""{"id":"{{skill.GetProperty("id").GetString()}}","proficiency":1}""");

        var answer = await target.OkAsync("PATCH", $"api/v2/users/{await target.UserIdAsync("0001")}/routingskills/bulk", $"[{string.Join(',', items)}]");

        Assert.Equal(50, answer.GetProperty("total").GetInt32());
    }

    [Fact]
    public async Task Faults_can_be_replaced_while_the_sandbox_runs()
    {
        await using var target = await GenesysAsync("server-error");
        Assert.Equal(503, (await target.CallAsync("GET", "api/v2/users")).Status);

        await target.OkAsync("POST", "sandbox/faults", "[]");
        await target.OkAsync("GET", "api/v2/users");
        await target.OkAsync("POST", "sandbox/faults", """["server-error:status=500"]""");

        Assert.Equal(500, (await target.CallAsync("GET", "api/v2/users")).Status);
        Assert.Equal(400, (await target.CallAsync("POST", "sandbox/faults", """["meteor"]""")).Status);
    }

    private static async Task<(int Status, JsonElement Body)> RateAsync(Target target, int level)
    {
        var (ana, billing) = (await target.UserIdAsync("0001"), await target.SkillIdAsync("Billing"));
        return await target.CallAsync("PATCH", $"api/v2/users/{ana}/routingskills/bulk", $$"""[{"id":"{{billing}}","proficiency":{{level}}}]""");
    }

    private static async Task<JsonElement[]> ListAsync(Target target)
    {
        var page = await target.OkAsync("GET", "api/v2/users?pageSize=500&expand=skills,certifications,employerInfo");
        return [.. page.GetProperty("entities").EnumerateArray()];
    }

    private Task<Target> GenesysAsync(params string[] faults) => GenesysAsync(Seeds.Small, faults);

    private Task<Target> GenesysAsync(SandboxSeed seed, params string[] faults) => StartAsync(SandboxDialect.Genesys, seed, faults);

    private Task<Target> StartAsync(SandboxDialect dialect, SandboxSeed? seed, params string[] faults) => Target.StartAsync(
        dialect,
        seed,
        options => options with { Faults = [.. faults.Select(text => FaultRule.TryParse(text, out var problem) ?? throw new ArgumentException(problem))] },
        _clock);
}
