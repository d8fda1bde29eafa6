using ActorSync.Core.Policies;
using ActorSync.Core.Users;
using NodaTime;

namespace ActorSync.Core.Runs;

/// <summary>Turns a run's totals into its summary: as it was decided, and as it ended.</summary>
/// <param name="terms">What is known from the beginning.</param>
/// <param name="tally">The totals.</param>
/// <param name="requests">The requests.</param>
/// <remarks>Mutable and confined to the run's coordinator.</remarks>
public sealed class RunFigures(RunTerms terms, RunTally tally, RequestMeter requests)
{
    private RequestForecast? _made;

    /// <summary>Every request of the run as forecast, or null until everybody is decided.</summary>
    public long? Forecast { get; private set; }

    /// <summary>What was still to come when everybody was decided, less what has turned out not to be needed; null before.</summary>
    public RequestForecast? Foreseen { get; private set; }

    /// <summary>Requests that were expected to be in vain when everybody was decided; 0 before.</summary>
    public long ExpectedInVain => _made is { } made ? made.Expected - made.Needed : 0;

    /// <summary>The guard's verdict; a pass before it has spoken.</summary>
    public GuardVerdict Guard { get; private set; } = GuardVerdict.Pass;

    /// <summary>Everybody is decided: takes in the guard's verdict, and forecasts from the requests sent so far.</summary>
    /// <param name="guard">The verdict.</param>
    /// <param name="readsToCome">Reads that settle what is in doubt before anything is written.</param>
    /// <param name="readsPerUser">How many requests read one user.</param>
    public void Decide(GuardVerdict guard, long readsToCome, int readsPerUser)
    {
        Guard = guard;
        Foreseen = _made = requests.Forecast(readsToCome, tally.WritesNeeded, readsPerUser);
        Forecast = requests.Total.Sent + Foreseen.Expected;
    }

    /// <summary>So many of the requests that were forecast are not needed: the forecast as it was told stands, and less is to come.</summary>
    public void Spare(long requests) => Foreseen = Foreseen?.Without(requests);

    /// <summary>The run goes no further than an earlier process had decided: its forecast and its verdict hold.</summary>
    public void StandAsDecided(RunSummary decided)
    {
        ArgumentNullException.ThrowIfNull(decided);

        Guard = decided.Guard;
        Forecast = decided.Forecast;
    }

    /// <summary>The summary of what was decided, as the plan and the run log keep it.</summary>
    /// <param name="toConverge">Users with operations.</param>
    /// <param name="now">When this is.</param>
    public RunSummary AsDecided(long toConverge, Instant now) =>
        Summary(RunStatus.Planned, tally.Users(unfinished: 0, changed: toConverge), tally.Decided, now);

    /// <summary>The end.</summary>
    /// <param name="undecided">People in scope who were not decided.</param>
    /// <param name="toConverge">Users with operations that were not finished.</param>
    /// <param name="stop">Why the run stopped before its end, or null.</param>
    /// <param name="failure">What failed that no rule foresees, or null.</param>
    /// <param name="writesBegan">Whether writes may have begun, in this process or an earlier one.</param>
    /// <param name="now">When this is.</param>
    public RunConclusion Conclude(long undecided, long toConverge, RunStop? stop, string? failure, bool writesBegan, Instant now)
    {
        var users = Guard.Outcome == GuardOutcome.Hold ? tally.Users(undecided, held: toConverge)
            : terms.IsPlan && stop is null && failure is null ? tally.Users(undecided, changed: toConverge)
            : tally.Users(undecided + toConverge);
        if (!tally.Rows.AddUp || !users.AddUp)
        {
            failure ??= "The run's figures do not add up, which is a defect of ActorSync. Keep the state directory and report it.";
        }

        var status = RunVerdict.StatusOf(tally.Rows, tally.ItemsRejected, users, Guard, terms.IsPlan, stop, failure);
        if (terms.SettlesOnly && status == RunStatus.Converged && users.InScope == 0)
        {
            status = RunStatus.Partial; // Given up before anybody was decided: nothing can be said to be as desired.
        }

        var summary = Summary(status, users, terms.IsPlan ? tally.Decided : tally.Applied, now) with { Difference = Difference(isUnfinished: stop is not null || failure is not null) };
        return new RunConclusion(
            RunVerdict.FindingOf(stop) is { } why ? summary with { Findings = summary.Findings.Add(why) } : summary,
            failure,
            !terms.IsPlan && RunVerdict.StaysOpen(stop, failure, writesBegan));
    }

    private ForecastDifference? Difference(bool isUnfinished)
    {
        if (_made is not { } made || Foreseen is not { } foreseen || terms.IsPlan || Guard.Outcome == GuardOutcome.Hold)
        {
            return null;
        }

        var since = requests.Since(made);
        var left = isUnfinished ? Math.Max(0, foreseen.Needed - (since.Sent - since.InVain)) : 0;
        var leftInVain = left > 0 ? Math.Min(ExpectedInVain, (long)Math.Round((double)ExpectedInVain * left / made.Needed)) : 0; // What was expected of requests that are still to come, is still to come.
        var causes = new ForecastDifference
        {
            Throttled = since.Throttled,
            Retried = since.Retried,
            Settling = tally.RequestsAgain.Settling,
            ReadAgain = tally.RequestsAgain.ReadAgain,
            FoundSent = requests.FoundSinceForecast,
            Expected = ExpectedInVain - leftInVain,
            NotNeeded = made.Needed - foreseen.Needed,
            ToCome = left + leftInVain,
        };
        return causes with { Unexplained = requests.Total.Sent - Forecast!.Value - causes.Total };
    }

    private RunSummary Summary(RunStatus status, UserCounts users, OperationCounts operations, Instant now) => new(
        terms.Run,
        status,
        terms.Mode,
        tally.Rows,
        tally.ItemsRejected,
        users,
        operations,
        requests.Total,
        terms.WritesLowerBound ?? tally.WritesNeeded,
        Forecast ?? 0,
        Guard,
        [.. tally.Findings],
        terms.StartedAt,
        now,
        terms.ResumedCount)
    {
        Doubts = tally.Doubts.ToReport(terms.Before?.LeftAt ?? now),
        Worked = terms.WorkedBy(now),
        Gateway = GatewaySummary.Of(requests.Total),
    };
}
