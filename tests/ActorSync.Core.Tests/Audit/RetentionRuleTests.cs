using System.Collections.Immutable;
using System.Globalization;
using ActorSync.Core.Audit;
using ActorSync.Core.Runs;
using ActorSync.Core.Users;
using NodaTime;

namespace ActorSync.Core.Tests.Audit;

public sealed class RetentionRuleTests
{
    private static readonly Instant Start = Instant.FromUtc(2026, 3, 2, 12, 0);
    private static readonly Duration Keep = Duration.FromDays(30);

    [Theory]
    [InlineData(30, 0, null, null)] // Nothing is older than that.
    [InlineData(31, 0, null, 0)]
    [InlineData(45, 0, null, 1)]
    [InlineData(45, 2, 20.0, null)] // Cut before.
    [InlineData(60, 2, 45.0, 2)]
    [InlineData(60, 2, 59.5, null)] // Just now.
    [InlineData(60, 2, 59.0, 2)]
    [InlineData(400, 0, null, 2)] // The run that is open stays, and all after it.
    public void What_ended_long_enough_ago_is_cut_once_a_day_at_most(double day, int cut, double? cutAt, int? expected)
    {
        // Runs that end on the days 0, 10 and 25, and one that is sealed but, to be told apart, has no end.
        var days = (double?[])[0, 10, 25, null];
        var history = days.Index().Aggregate(RunHistory.Empty, (known, run) => Run(known, RunOf(run.Index), run.Item));
        ImmutableArray<RunSeal> seals = [.. days.Select((_, index) => new RunSeal(RunOf(index), 0, default, default, [], default))];

        Assert.Equal(expected, RetentionRule.CutAt(seals, history, cut, cutAt is { } last ? At(last) : null, Keep, At(day)));
    }

    [Fact]
    public void Where_every_run_ended_long_enough_ago_the_last_seal_is_the_place()
    {
        ImmutableArray<RunSeal> seals = [new(RunOf(0), 0, default, default, [], default)];

        Assert.Equal(0, RetentionRule.CutAt(seals, Run(RunHistory.Empty, RunOf(0), 0), 0, cutAt: null, Keep, At(31)));
    }

    private static RunId RunOf(int index) => new(string.Create(CultureInfo.InvariantCulture, $"2026030{index}T000000000Z"));

    private static Instant At(double day) => Start + Duration.FromDays(day);

    private static RunHistory Run(RunHistory known, RunId run, double? endedAt)
    {
        var opened = known.Evolve(new RunEvent.Opened(run, "run", new SourceName("hris"), [], "hash", "", "", Start));
        return endedAt is { } day ? opened.Evolve(new RunEvent.Closed(run, RunStatus.Converged, Abandoned: false, "{}", At(day))) : opened;
    }
}
