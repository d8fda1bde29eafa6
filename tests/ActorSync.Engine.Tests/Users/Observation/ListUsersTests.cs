using System.Collections.Immutable;
using ActorSync.Core.Dialects;
using ActorSync.Core.Users;
using ActorSync.Engine.Users.Observation;
using ActorSync.Sandbox.Seeding;
using NodaTime;
using Observed = ActorSync.Engine.Users.Observation.ObservationResult<System.Collections.Immutable.ImmutableArray<ActorSync.Core.Users.ObservedUser>>;

namespace ActorSync.Engine.Tests.Users.Observation;

public sealed class ListUsersTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("guide", 3)]
    [InlineData("genesys", 4)]
    public async Task Every_active_and_inactive_user_is_listed_once_with_the_fewest_requests(string dialect, int requests)
    {
        await using var target = await SandboxTarget.StartAsync(dialect, People(1_020, inactive: 70));

        var users = await ListAsync(target);

        Assert.Equal(1_090, users.Length);
        Assert.Equal(70, users.Count(user => user.State == UserState.Inactive));
        Assert.Equal(users.OrderBy(user => user.Id), users);
        Assert.Equal(People(1_020, inactive: 70).Users.Select(user => user.EmployeeId).Order(), users.Select(user => user.EmployeeId!).Order());
        Assert.Equal(requests, target.Sent.Length);
    }

    [Fact]
    public async Task Where_the_listing_carries_assignments_everything_is_known_and_as_old_as_its_page()
    {
        var seed = People(501, inactive: 0) with { Skills = [new("Billing")] };
        seed = seed with { Users = [.. seed.Users.Select(user => user with { Skills = [new("Billing", 3.5m)], Certifications = [new("First Aid")] })] };
        await using var target = await SandboxTarget.StartAsync("genesys", seed);

        var users = await ListAsync(target);

        Assert.All(users, user => Assert.True(user.IsKnown));
        Assert.All(users, user => Assert.Equal(3.5m, user.Skills!.Single().Value.Value));
        Assert.All(users, user => Assert.Equal("First Aid", user.Certifications!.Single().Key.Value));
        Assert.Equal([SandboxTarget.Start, SandboxTarget.Start + Duration.FromSeconds(1)], users.Select(user => user.ObservedAt).Distinct().Order());
    }

    [Theory]
    [InlineData("guide", "page-size-capped:size=37")]
    [InlineData("genesys", "page-size-capped:size=37")]
    [InlineData("guide", "rows-repeated")]
    [InlineData("genesys", "rows-shifted:times=1")]
    [InlineData("genesys", "rows-skipped:times=1")]
    [InlineData("genesys", "response-too-large:size=99")]
    public async Task Nobody_is_lost_or_doubled_by_capped_repeated_shifted_skipped_or_smaller_pages(string dialect, string fault)
    {
        await using var target = await SandboxTarget.StartAsync(dialect, People(1_020, inactive: 70), [fault]);

        var users = await ListAsync(target);

        Assert.Equal(1_090, users.Select(user => user.EmployeeId).Distinct().Count());
        Assert.Equal(1_090, users.Length);
    }

    [Fact]
    public async Task Rows_that_stay_away_are_told_and_the_listing_is_read_twice_at_most()
    {
        await using var target = await SandboxTarget.StartAsync("guide", People(700, inactive: 0), ["rows-skipped"]);

        var read = Assert.IsType<Observed.Read>(await new TargetObserver(target.Dialect, target).ListUsersAsync(Cancellation));

        Assert.Equal(699, read.Value.Length);
        Assert.Equal("users-listing-short", Assert.Single(read.Findings).Rule);
        Assert.Equal(4, target.Sent.Length);
    }

    [Fact]
    public async Task Of_more_than_ten_thousand_inactive_users_the_servable_ones_are_listed_without_a_doomed_request()
    {
        await using var target = await SandboxTarget.StartAsync("genesys", People(3, inactive: 10_250));

        var read = Assert.IsType<Observed.Read>(await new TargetObserver(target.Dialect, target).ListUsersAsync(Cancellation));

        Assert.Equal(10_003, read.Value.Length);
        Assert.Equal("users-not-all-listed", Assert.Single(read.Findings).Rule);
        Assert.Contains("inactive", read.Findings[0].Message, StringComparison.Ordinal);
        Assert.Equal(21, target.Sent.Length);
    }

    [Fact]
    public async Task A_listing_that_refuses_pages_before_its_known_limit_is_taken_as_far_as_it_goes()
    {
        await using var target = await SandboxTarget.StartAsync("genesys", People(1, inactive: 1_200));
        target.Instead = request => request.Path.Contains("pageNumber=3&state=inactive", StringComparison.Ordinal)
            ? new TargetOutcome.Answered(400, """{"message": "Too many.", "code": "bad.request"}"""u8.ToArray(), SandboxTarget.Start)
            : null;

        var read = Assert.IsType<Observed.Read>(await new TargetObserver(target.Dialect, target).ListUsersAsync(Cancellation));

        Assert.Equal(1_001, read.Value.Length);
        Assert.Equal("users-not-all-listed", Assert.Single(read.Findings).Rule);
    }

    [Fact]
    public async Task An_expansion_that_the_target_leaves_out_is_unknown()
    {
        await using var target = await SandboxTarget.StartAsync("genesys", People(60, inactive: 0), ["expanded-fields-absent:probability=0.5"]);

        var users = await ListAsync(target);

        Assert.InRange(users.Count(user => !user.IsKnown), 1, 59);
        Assert.All(users, user => Assert.Equal(user.Skills is null, user.Certifications is null));
    }

    [Theory]
    [InlineData("guide", "routing:read", "user:read")]
    [InlineData("genesys", "routing:skill:view", "directory:user:view")]
    public async Task A_missing_permission_is_a_failure_that_names_it(string dialect, string given, string missing)
    {
        await using var target = await SandboxTarget.StartAsync(dialect, People(1, inactive: 0), permissions: [given]);

        var failed = Assert.IsType<Observed.Failed>(await new TargetObserver(target.Dialect, target).ListUsersAsync(Cancellation));

        Assert.Equal(missing, Assert.IsType<ObservationFailure.PermissionMissing>(failed.Failure).Permissions);
    }

    [Fact]
    public async Task Outcomes_without_an_answer_are_failures_of_their_kind()
    {
        await using var target = await SandboxTarget.StartAsync("genesys", People(1, inactive: 0));
        var until = Instant.FromUtc(2030, 1, 1, 3, 0);

        Assert.IsType<ObservationFailure.Unreachable>(await FailureAsync(target, new TargetOutcome.Unreachable("refused")));
        Assert.IsType<ObservationFailure.Unreachable>(await FailureAsync(target, new TargetOutcome.InDoubt("reset")));
        Assert.IsType<ObservationFailure.CredentialsRefused>(await FailureAsync(target, new TargetOutcome.CredentialsRefused("wrong secret")));
        Assert.Equal(new ObservationFailure.Interrupted(until), await FailureAsync(target, new TargetOutcome.NotSent(until)));
        Assert.IsType<ObservationFailure.Unexpected>(await FailureAsync(target, new TargetOutcome.Answered(200, "<html>"u8.ToArray(), until)));
        Assert.IsType<ObservationFailure.NotThere>(await FailureAsync(target, new TargetOutcome.Answered(404, default, until)));
    }

    private static async Task<ObservationFailure> FailureAsync(SandboxTarget target, TargetOutcome outcome)
    {
        target.Instead = _ => outcome;
        return Assert.IsType<Observed.Failed>(await new TargetObserver(target.Dialect, target).ListUsersAsync(Cancellation)).Failure;
    }

    private static async Task<ImmutableArray<ObservedUser>> ListAsync(SandboxTarget target)
    {
        var read = Assert.IsType<Observed.Read>(await new TargetObserver(target.Dialect, target).ListUsersAsync(Cancellation));
        Assert.Empty(read.Findings);
        return read.Value;
    }

    private static SandboxSeed People(int active, int inactive) => new()
    {
        Users =
        [
            .. Enumerable.Range(0, active + inactive).Select(index =>
                new SeedUser($"{index:00000}", $"p{index}@example.com", $"Person {index}") { State = index < active ? "active" : "inactive" }),
        ],
    };
}
