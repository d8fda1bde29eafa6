using System.Globalization;
using System.Text;
using ActorSync.Core.Dialects;
using ActorSync.Core.Gateway;
using ActorSync.Core.Pacing;
using ActorSync.Engine.Gateway;
using Microsoft.AspNetCore.Http;
using NodaTime;
using static ActorSync.Engine.Tests.Gateway.ScriptedTarget;

namespace ActorSync.Engine.Tests.Gateway;

public sealed class TokenTests : GatewayTest
{
    [Fact]
    public async Task One_token_serves_all_requests_and_counts_apart()
    {
        var client = StartClient();

        await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => client.SendAsync(Read, Cancel)));

        var asked = Assert.Single(Target.TokenRequests);
        Assert.Equal("Basic " + Convert.ToBase64String(Encoding.ASCII.GetBytes($"client:{Secret}")), asked.Authorization);
        Assert.Equal("grant_type=client_credentials", asked.Body);
        Assert.All(Target.Requests, request => Assert.Equal("Bearer token-1", request.Authorization));
        var counters = await Settled(client);
        Assert.Equal((20, 1), (counters.Sent, counters.Tokens));
    }

    [Fact]
    public async Task A_token_that_is_over_before_it_comes_is_not_asked_for_again_at_once()
    {
        Target.ThenToken(context =>
        {
            Time.Advance(TimeSpan.FromSeconds(5));
            return Token("over", 3)(context);
        });
        var client = StartClient();

        var answer = client.SendAsync(Read, Cancel);
        await Time.PassAsync(RetryLadder.Transient[0], Cancel);

        Assert.Equal(200, Assert.IsType<TargetOutcome.Answered>(await answer).Status);
        Assert.Equal((2, 1), (Target.TokenRequests.Count, Target.Requests.Count));
    }

    [Fact]
    public async Task A_token_that_is_no_text_is_asked_for_again()
    {
        Target.ThenToken(Answer(200, """{"access_token":"\ud800","expires_in":60}"""));
        var client = StartClient();

        var answer = client.SendAsync(Read, Cancel);
        await Time.PassAsync(RetryLadder.Transient[0], Cancel);

        Assert.Equal(200, Assert.IsType<TargetOutcome.Answered>(await answer).Status);
    }

    [Theory]
    [InlineData(200, "<html>Welcome</html>")]
    [InlineData(200, "{}")]
    [InlineData(200, "")]
    [InlineData(200, """{"access_token":"two\r\nlines"}""")]
    [InlineData(202, "")]
    [InlineData(204, "")]
    public async Task What_answers_with_success_twice_without_a_token_is_no_token_endpoint_and_ends_soon(int status, string body)
    {
        Target.ThenToken(Answer(status, body));
        Target.ThenToken(Answer(status, body));
        var client = StartClient();

        var answer = client.SendAsync(Read, Cancel);
        await Time.PassAsync(RetryLadder.Transient[0], Cancel);

        var unreachable = Assert.IsType<TargetOutcome.Unreachable>(await answer);
        Assert.Contains($"/oauth/token answered {status} without a usable token, and again", unreachable.Reason, StringComparison.Ordinal);
        Assert.True(unreachable is { AtLogin: true, NeverAnswered: true });
        Assert.Equal(2, Target.TokenRequests.Count);
    }

    [Fact]
    public async Task A_refused_token_is_replaced_once_for_all_who_used_it_and_each_tries_once_more()
    {
        Target.Otherwise = context => Answer(context.Request.Headers.Authorization == "Bearer token-1" ? 401 : 200, "{}")(context);
        var client = StartClient();

        var outcomes = await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => client.SendAsync(Write, Cancel)));

        Assert.All(outcomes, outcome => Assert.Equal(200, Assert.IsType<TargetOutcome.Answered>(outcome).Status));
        Assert.Equal(2, Target.TokenRequests.Count);
    }

    [Theory]
    [InlineData(200, """{"access_token":"half a character \ud800"}""")]
    [InlineData(400, """{"error":"half a character \ud800"}""")]
    public async Task A_token_answer_that_is_no_text_is_no_fault_of_the_program(int status, string body)
    {
        Target.ThenToken(Answer(status, body));
        var client = StartClient();

        var answer = client.SendAsync(Read, Cancel);
        if (status == 200)
        {
            await Time.PassAsync(RetryLadder.Transient[0], Cancel);
            Assert.IsType<TargetOutcome.Answered>(await answer);
        }
        else
        {
            Assert.IsType<TargetOutcome.CredentialsRefused>(await answer);
        }
    }

    [Fact]
    public async Task A_new_token_that_is_refused_again_ends_it_and_what_follows_does_not_log_in_again()
    {
        Target.Otherwise = Answer(401, "{}");
        var client = StartClient();

        Assert.IsType<TargetOutcome.CredentialsRefused>(await client.SendAsync(Read, Cancel));
        Assert.IsType<TargetOutcome.CredentialsRefused>(await client.SendAsync(Read, Cancel));

        Assert.Equal(2, Target.TokenRequests.Count);
        Assert.Equal(2, Target.Requests.Count);
    }

    [Fact]
    public async Task Tokens_that_the_target_ends_after_they_have_worked_are_replaced_as_often_as_needed()
    {
        const int Endings = 10;
        for (var ending = 0; ending < Endings; ending++)
        {
            Target.Then(Answer(200, "{}")).Then(Answer(401, "{}"));
        }

        var client = StartClient();

        for (var request = 0; request < Endings; request++)
        {
            Assert.IsType<TargetOutcome.Answered>(await client.SendAsync(Read, Cancel));
        }

        Assert.InRange(Target.TokenRequests.Count, 2, Endings + 1);
    }

    [Fact]
    public async Task A_client_that_is_refused_after_it_has_worked_logs_in_a_bounded_number_of_times()
    {
        Target.Then(Answer(200, "{}"));
        Target.Otherwise = Answer(401, "{}");
        var client = StartClient();
        Assert.IsType<TargetOutcome.Answered>(await client.SendAsync(Read, Cancel));

        Assert.IsType<TargetOutcome.CredentialsRefused>(await client.SendAsync(Read, Cancel));

        // The token that had worked, the first new one, and as many more as may be refused in a row.
        Assert.Equal(2 + 1 + TokenAnswer.MostFreshRefusals, Target.TokenRequests.Count);
    }

    [Fact]
    public async Task Tokens_that_live_for_a_second_and_end_under_way_are_replaced_as_often_as_needed()
    {
        const int Endings = 10;
        for (var ending = 0; ending < Endings; ending++)
        {
            Target.ThenToken(Token($"short-{ending}", 1)).Then(context =>
            {
                Time.Advance(TimeSpan.FromSeconds(1.1));
                return Answer(401, "{}")(context);
            });
        }

        var client = StartClient();

        Assert.Equal(200, Assert.IsType<TargetOutcome.Answered>(await client.SendAsync(Write, Cancel)).Status);
        Assert.Equal(Endings + 1, Target.TokenRequests.Count);
    }

    [Fact]
    public async Task Tokens_that_only_ever_end_under_way_are_given_up_at_a_limit()
    {
        for (var token = 0; token <= Carriage.MostExpiredTokens; token++)
        {
            Target.ThenToken(Token($"short-{token}", 2));
        }

        Target.Otherwise = context =>
        {
            Time.Advance(TimeSpan.FromSeconds(2));
            return Answer(401, "{}")(context);
        };
        var client = StartClient();

        Assert.IsType<TargetOutcome.CredentialsRefused>(await client.SendAsync(Write, Cancel));
        Assert.Equal(Carriage.MostExpiredTokens + 1, Target.TokenRequests.Count);
    }

    [Fact]
    public async Task While_the_login_throttles_a_further_token_the_first_one_serves_on()
    {
        Target.ThenToken(Token("first", 86_400)).ThenToken(Answer(400, """{"error":"invalid_request","error_description":"rate limit exceeded; try later"}"""));
        var client = StartClient(Options with { Tokens = 2, RequestsPerMinute = 120 });
        await client.SendAsync(Read, Cancel);

        var second = client.SendAsync(Read, Cancel);
        await Time.SetAsync(RetryLadder.TokenThrottle[0], Cancel);
        Time.Advance(RetryLadder.TokenThrottle[0] * 0.9);

        Assert.Equal(200, Assert.IsType<TargetOutcome.Answered>(await second).Status);
        Assert.All(Target.Requests, request => Assert.Equal("Bearer first", request.Authorization));
        Assert.Equal(2, Target.TokenRequests.Count);
    }

    [Fact]
    public async Task A_wrong_secret_is_said_clearly_and_never_echoed()
    {
        Target.ThenToken(Answer(400, $$"""{"error":"invalid_client","error_description":"client not found for secret {{Secret}}"}"""));
        var client = StartClient();

        var refused = Assert.IsType<TargetOutcome.CredentialsRefused>(await client.SendAsync(Read, Cancel));

        Assert.Equal($"the token endpoint at {Target.BaseUrl.Authority} answered 400 (invalid_client): client not found for secret ***", refused.Reason);
        Assert.Empty(Target.Requests);
    }

    [Fact]
    public async Task A_secret_that_ends_like_what_is_trimmed_is_not_echoed_either()
    {
        const string Odd = "s3cret-with-an-end;";
        Target.ThenToken(Answer(400, $$"""{"error":"invalid_client","error_description":"no client has {{Odd}}"}"""));
        var client = StartClient(Options with { ClientSecret = () => Odd });

        var refused = Assert.IsType<TargetOutcome.CredentialsRefused>(await client.SendAsync(Read, Cancel));

        Assert.Equal($"the token endpoint at {Target.BaseUrl.Authority} answered 400 (invalid_client): no client has ***", refused.Reason);
    }

    [Fact]
    public async Task A_throttled_token_endpoint_is_asked_again_along_its_ladder()
    {
        var throttled = Answer(400, """{"error":"invalid_request","error_description":"rate limit exceeded; try later"}""");
        Target.ThenToken(throttled).ThenToken(throttled);
        var client = StartClient();

        var answer = client.SendAsync(Read, Cancel);
        await Time.PassAsync(RetryLadder.TokenThrottle[0], Cancel);
        await Time.PassAsync(RetryLadder.TokenThrottle[1], Cancel);

        Assert.IsType<TargetOutcome.Answered>(await answer);
        Assert.Equal(3, (await Settled(client)).Tokens);
    }

    [Theory]
    [InlineData(400)]
    [InlineData(429)]
    public async Task The_wait_that_a_throttled_token_endpoint_states_is_waited_for_and_announced(int status)
    {
        var wait = TimeSpan.FromSeconds(75) + PacingRules.PauseMargin;
        Target.ThenToken(Throttled(status, seconds: 75));
        var client = StartClient();

        var answer = client.SendAsync(Read, Cancel);
        await Time.SetAsync(wait, Cancel);
        var told = Assert.Single((await client.GetStatusAsync(Cancel)).Pauses);
        Time.Advance(wait - TimeSpan.FromMilliseconds(1));
        await Settled(client);
        Assert.Single(Target.TokenRequests);
        Time.Advance(TimeSpan.FromMilliseconds(1));

        Assert.IsType<TargetOutcome.Answered>(await answer);
        Assert.Equal((PauseBegan.LoginScope, 2), (told.Scope, Target.TokenRequests.Count));
    }

    [Fact]
    public async Task A_stated_wait_that_comes_when_there_is_no_time_left_for_it_is_kept_to_before_the_login_is_asked_afresh()
    {
        Target.ThenToken(Throttled(429, seconds: 600)).ThenToken(Throttled(429, seconds: 600));
        var client = StartClient();
        var wait = TimeSpan.FromSeconds(600) + PacingRules.PauseMargin;
        var answer = client.SendAsync(Read, Cancel);
        await Time.PassAsync(wait, Cancel);
        var end = Instant.FromDateTimeOffset(Time.GetUtcNow()) + Duration.FromTimeSpan(wait);
        await UntilAsync(client, "the second wait is a pause", status => status.PausedAsAWholeUntil == end);

        Time.Advance(wait - TimeSpan.FromMilliseconds(1));
        await Settled(client);
        Assert.Equal(2, Target.TokenRequests.Count);
        Time.Advance(TimeSpan.FromMilliseconds(1));

        Assert.IsType<TargetOutcome.Answered>(await answer);
        Assert.Equal(3, Target.TokenRequests.Count);
    }

    [Fact]
    public async Task A_wait_that_a_token_endpoint_states_and_that_is_too_long_ends_what_waits_and_is_kept_to_by_whatever_follows()
    {
        Target.ThenToken(Throttled(429, seconds: 7_200));
        var client = StartClient();

        var first = Assert.IsType<TargetOutcome.NotSent>(await client.SendAsync(Read, Cancel));
        var second = await client.SendAsync(Read, Cancel);
        var status = await client.GetStatusAsync(Cancel);
        Time.Advance(TimeSpan.FromSeconds(7_200) + PacingRules.PauseMargin);
        var third = await client.SendAsync(Read, Cancel);

        Assert.Equal(first, second);
        Assert.Equal((first.Until, PauseBegan.LoginScope), (status.PausedAsAWholeUntil, status.Foremost?.Scope));
        Assert.IsType<TargetOutcome.Answered>(third);
        Assert.Equal(2, Target.TokenRequests.Count);
    }

    [Fact]
    public async Task A_token_endpoint_that_fails_on_every_step_is_unreachable_and_is_asked_afresh_by_the_next_request()
    {
        for (var attempt = 0; attempt <= RetryLadder.Transient.Length; attempt++)
        {
            Target.ThenToken(Answer(500));
        }

        var client = StartClient();
        var answer = client.SendAsync(Write, Cancel);
        foreach (var step in RetryLadder.Transient)
        {
            await Time.PassAsync(step, Cancel);
        }

        Assert.IsType<TargetOutcome.Unreachable>(await answer);
        Time.Advance(HostCircuit<TokenResult>.Pause);
        Assert.IsType<TargetOutcome.Answered>(await client.SendAsync(Write, Cancel));
    }

    [Fact]
    public async Task A_token_is_replaced_before_it_expires_and_nothing_waits_for_it()
    {
        var asked = new TaskCompletionSource();
        var release = new TaskCompletionSource();
        Target.ThenToken(Token("short", 100)).ThenToken(async context =>
        {
            asked.SetResult();
            await release.Task;
            await Token("next", 100)(context);
        });
        var client = StartClient();
        await client.SendAsync(Read, Cancel);

        Time.Advance(TimeSpan.FromSeconds(90));
        Assert.IsType<TargetOutcome.Answered>(await client.SendAsync(Read, Cancel));
        await asked.Task;
        release.SetResult();
        Time.Advance(TimeSpan.FromSeconds(9));
        await client.SendAsync(Read, Cancel);
        Time.Advance(TimeSpan.FromSeconds(2));
        await client.SendAsync(Read, Cancel);

        Assert.Equal("Bearer short", Target.Requests.ElementAt(1).Authorization);
        Assert.Equal("Bearer next", Target.Requests.Last().Authorization);
        Assert.Equal(2, Target.TokenRequests.Count);
    }

    [Fact]
    public async Task A_secret_that_cannot_be_had_ends_the_request_instead_of_letting_it_wait()
    {
        var client = StartClient(Options with { ClientSecret = () => throw new FileNotFoundException("gone") });

        var outcome = await client.SendAsync(Write, Cancel);

        Assert.Equal("no token could be asked for: an internal fault (FileNotFoundException)", Assert.IsType<TargetOutcome.Unreachable>(outcome).Reason);
    }

    private static Func<HttpContext, Task> Throttled(int status, int seconds) =>
        Answer(status, """{"error":"invalid_request","error_description":"rate limit exceeded;"}""", seconds.ToString(CultureInfo.InvariantCulture));
}
