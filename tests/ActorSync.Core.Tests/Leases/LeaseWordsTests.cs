using ActorSync.Core.Leases;
using NodaTime;

namespace ActorSync.Core.Tests.Leases;

public sealed class LeaseWordsTests
{
    private static readonly Instant Noon = Instant.FromUtc(2026, 3, 1, 12, 0);
    private static readonly WriterOwner Owner = new(7, "a", "run", Noon);
    private static readonly WriterLease Lease = new(4, Owner, Noon + Duration.FromSeconds(30));

    [Fact]
    public void A_refusal_names_the_writer_since_when_and_until_when_and_what_to_do() => Assert.Equal(
        "Another process writes to this target: process 7 on host a, `actorsync run`, since 2026-03-01T12:00:00Z. It holds the target until 2026-03-01 12:00:30 UTC and renews that while it lives. "
        + "Wait for it, or end it, and try again.",
        LeaseWords.Held(Lease));

    [Fact]
    public void Where_the_service_writes_its_ingestion_is_named()
    {
        Assert.Contains("hand it the work through its ingestion", LeaseWords.Held(Lease with { Owner = Owner with { Command = "serve" } }), StringComparison.Ordinal);
        Assert.DoesNotContain("ingestion", LeaseWords.Held(Lease), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("run", true)]
    [InlineData("apply", true)]
    [InlineData("resume", true)]
    [InlineData("runs abandon", true)]
    [InlineData("taxonomy apply", false)]
    public void Only_a_command_that_works_on_runs_says_that_a_run_is_under_way(string command, bool worksOnRuns) =>
        Assert.Equal(worksOnRuns, (Owner with { Command = command }).WorksOnRuns);

    [Theory]
    [InlineData(10, null, WriterState.AtWork)]
    [InlineData(10, true, WriterState.AtWork)]
    [InlineData(10, false, WriterState.Gone)]
    [InlineData(40, null, WriterState.Silent)]
    [InlineData(40, true, WriterState.Silent)]
    [InlineData(40, false, WriterState.Gone)]
    public void A_process_whose_lease_has_run_out_is_not_at_work_though_it_still_runs(int seconds, bool? isRunning, WriterState state) =>
        Assert.Equal(state, WriterStanding.Of(Lease, Noon + Duration.FromSeconds(seconds), isRunning)!.State);

    [Fact]
    public void A_lease_that_was_given_back_is_nobodys() => Assert.Null(WriterStanding.Of(Lease with { Owner = null }, Noon, isRunning: null));
}
