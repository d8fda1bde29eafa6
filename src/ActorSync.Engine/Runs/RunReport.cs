using System.Collections.Immutable;
using ActorSync.Core.Roster;
using ActorSync.Core.Runs;
using ActorSync.Core.Taxonomy;
using NodaTime;

namespace ActorSync.Engine.Runs;

/// <summary>How a command about a run ended: the figures, what a person has to know, and the exit code.</summary>
/// <param name="ExitCode">One of <see cref="Runs.ExitCode"/>.</param>
/// <param name="Summary">The figures.</param>
/// <param name="Plan">The users with operations, by employee id; names resolved through <paramref name="Taxonomy"/>.</param>
/// <param name="Taxonomy">The taxonomy of the target, or null where it was not read.</param>
/// <param name="TimeNeeded">How long all requests of the run that a plan forecasts need at the allowed rate; null for what is no plan, or where no limit is known.</param>
/// <param name="Error">Why the command failed, one clear message with the remedy, or null.</param>
/// <param name="PausedUntil">When the target's pause ends, where a pause interrupted the run.</param>
/// <param name="Notes">Further lines for a person: warnings, where the details are.</param>
public sealed record RunReport(
    int ExitCode,
    RunSummary Summary,
    ImmutableArray<PlannedUser> Plan,
    TargetTaxonomy? Taxonomy,
    Duration? TimeNeeded,
    string? Error,
    Instant? PausedUntil,
    ImmutableArray<string> Notes)
{
    /// <summary>The rule of the finding that says until when the pause holds which interrupted a run.</summary>
    public const string PauseTooLong = StopRule.PauseTooLong;

    /// <summary>The rule of the finding that says what failed that no rule foresees.</summary>
    public const string Unexpected = "unexpected";

    /// <summary>The rule of the finding that says that there is nothing to go on with.</summary>
    public const string NothingOpen = "nothing-open";

    /// <summary>The rule of the finding that a run was stopped while nothing could be stored.</summary>
    public const string StorageAway = "storage-away";

    /// <summary>The rule of the warning that a run is open, so that another is refused.</summary>
    public const string RunOpen = "run-open";

    /// <summary>What <paramref name="TimeNeeded"/> rests on: requests a minute over all tokens, or null where there is no limit that is known.</summary>
    public double? AllowedPerMinute { get; init; }

    /// <summary>Requests of a plan's forecast that are expected to be in vain, because of its reads some were.</summary>
    public long ExpectedInVain { get; init; }

    /// <summary>The configured pace over all tokens, in requests a minute; 0 where there is none.</summary>
    public double ConfiguredPerMinute { get; init; }

    /// <summary>Whether the run stays open for a resume.</summary>
    public bool IsOpen { get; init; }

    /// <summary>Whether the run is, or was, given up: what was in doubt is settled by reads, and nothing more is written.</summary>
    public bool IsGivenUp { get; init; }

    /// <summary>How many tokens are used side by side.</summary>
    public int Tokens { get; init; } = 1;

    /// <summary>What can be done with an open run.</summary>
    /// <param name="run">The run.</param>
    /// <param name="why">Why it is open, to go on from "is open"; empty for nothing.</param>
    /// <param name="when">When it can be gone on with, to go on from "goes on with it"; empty for at once.</param>
    public static string SayOpen(RunId run, string why = "", string when = "") =>
        $"The run is open{why}: `actorsync resume {run}` goes on with it{when}, `actorsync runs abandon {run}` closes it.";

    /// <summary>The report with one more warning, the first among its findings: what the plan's own file says does not hold it.</summary>
    public RunReport Warned(Finding warning) => this with { Summary = Summary with { Findings = Summary.Findings.Insert(0, warning) } };
}
