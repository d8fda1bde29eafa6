using ActorSync.Core.Gateway;
using ActorSync.Core.Runs;
using ActorSync.Engine.Runs;
using NodaTime;

namespace ActorSync.Cli.Output;

/// <summary>How an open run stands beside what its summary says it decided.</summary>
/// <param name="Changed">People changed so far.</param>
/// <param name="PausedUntil">When the target's pauses end as far as they hold everything back, or else the first of them; null where there is none.</param>
/// <param name="IsPausedAsAWhole">Whether nothing could be sent before.</param>
internal sealed record RunStanding(long Changed, Instant? PausedUntil, bool IsPausedAsAWhole)
{
    /// <summary>The summary of the run as it was interrupted; null while it is under way, and where nobody was decided.</summary>
    public RunSummary? SoFar { get; init; }

    /// <summary>Whether a process is at work on the run.</summary>
    public bool IsUnderWay { get; init; }

    /// <summary>What can be done with the run.</summary>
    public string WhatToDo(RunId run) => IsUnderWay
        ? "A process is at work on the run that is open: no other can begin, go on with it or close it meanwhile."
        : RunReport.SayOpen(run, when: IsPausedAsAWhole && PausedUntil is { } until ? $" after {Figures.At(until)}" : string.Empty);

    /// <summary><c>paused until 2026-03-01 16:00:00 UTC</c>, or null where nothing is paused.</summary>
    public string? Pause => PausedUntil is { } until ? $"{(IsPausedAsAWhole ? "paused" : "in part paused")} until {Figures.At(until)}" : null;

    /// <summary>Takes over what the gateway holds of an earlier process.</summary>
    public static RunStanding Of(long changed, GatewayStatus gateway) =>
        new(changed, gateway.PausedAsAWholeUntil ?? gateway.Foremost?.Until, gateway.IsPausedAsAWhole);
}
