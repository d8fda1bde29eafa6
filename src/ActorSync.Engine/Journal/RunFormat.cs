using System.Collections.Immutable;
using ActorSync.Core.Roster;
using ActorSync.Core.Runs;
using ActorSync.Core.Users;
using NodaTime;

namespace ActorSync.Engine.Journal;

/// <summary>How run events and the run log's snapshot stand in a payload; the kind of an event is its manifest.</summary>
/// <remarks>
/// Version 2 of the counts and of the snapshot says at the end how the gateway used its allowance; version 3 says after that which process was
/// at work until when. Version 2 of an interruption says at the end with which figures the process stopped, and so does version 4 of the snapshot
/// after all that version 3 has. Each is written only where there is anything to say.
/// </remarks>
internal static class RunFormat
{
    /// <summary>The oldest version that can hold the counts.</summary>
    public static string ManifestOf(RunEvent.Counted counted) =>
        counted.By is not null ? JournalManifests.RunCounted3
        : counted.Requests.Use != GatewayUse.None ? JournalManifests.RunCounted2
        : JournalManifests.RunCounted;

    /// <summary>The oldest version that can hold the interruption.</summary>
    public static string ManifestOf(RunEvent.Interrupted interrupted) =>
        interrupted.Summary is null ? JournalManifests.RunInterrupted : JournalManifests.RunInterrupted2;

    /// <summary>The oldest version that can hold the history.</summary>
    public static string ManifestOf(RunHistory history) =>
        history.Runs.Values.Any(run => run.Interruption?.Summary is not null) ? JournalManifests.RunHistory4
        : history.Runs.Values.Any(run => run.Times is not null) ? JournalManifests.RunHistory3
        : history.Runs.Values.Any(run => run.Requests.Use != GatewayUse.None) ? JournalManifests.RunHistory2
        : JournalManifests.RunHistory;

    /// <summary>Writes an event.</summary>
    public static void Write(PayloadWriter to, RunEvent stored)
    {
        to.Text(stored.Run.Value);
        switch (stored)
        {
            case RunEvent.Opened opened:
                to.Text(opened.Command);
                to.Text(opened.Source.Value);
                UserFormat.WriteAll(to, opened.Files, static (to, file) => to.Text(file));
                to.Text(opened.ConfigurationHash);
                to.Text(opened.PlanId);
                to.Text(opened.AcceptReason);
                to.Instant(opened.At);
                break;
            case RunEvent.Decided decided:
                to.Text(decided.Summary);
                break;
            case RunEvent.SourceAccepted accepted:
                to.Text(accepted.Source.Value);
                WriteRows(to, accepted.RowsBySheet);
                break;
            case RunEvent.Counted counted:
                CountsFormat.Write(to, counted.Requests);
                if (ManifestOf(counted) != JournalManifests.RunCounted)
                {
                    UseFormat.Write(to, counted.Requests.Use);
                }

                if (counted.By is { } process)
                {
                    Write(to, process);
                }

                break;
            case RunEvent.Resumed resumed:
                to.Instant(resumed.At);
                break;
            case RunEvent.Interrupted interrupted:
                to.Text(interrupted.Reason);
                to.Instant(interrupted.At);
                if (interrupted.Summary is { } summary)
                {
                    to.Text(summary);
                }

                break;
            case RunEvent.Closed closed:
                Write(to, new RunEnd(closed.Status, closed.Abandoned, closed.Summary, closed.At));
                break;
            default:
                throw new InvalidOperationException($"Unknown run event {stored.GetType().Name}.");
        }
    }

    /// <summary>Reads a beginning.</summary>
    public static RunEvent ReadOpened(PayloadReader from) => new RunEvent.Opened(
        new(from.Text()),
        from.Text(),
        new(from.Text()),
        UserFormat.ReadAll(from, static from => from.Text()),
        from.Text(),
        from.Text(),
        from.Text(),
        from.Instant());

    /// <summary>Reads a decision.</summary>
    public static RunEvent ReadDecided(PayloadReader from) => new RunEvent.Decided(new(from.Text()), from.Text());

    /// <summary>Reads an accepted source.</summary>
    public static RunEvent ReadSourceAccepted(PayloadReader from) =>
        new RunEvent.SourceAccepted(new(from.Text()), new(from.Text()), ReadRows(from));

    /// <summary>Reads counted requests.</summary>
    public static RunEvent ReadCounted(PayloadReader from) => new RunEvent.Counted(new(from.Text()), CountsFormat.ReadRequests(from));

    /// <summary>Reads counted requests and how the gateway used its allowance.</summary>
    public static RunEvent ReadCounted2(PayloadReader from) =>
        new RunEvent.Counted(new(from.Text()), CountsFormat.ReadRequests(from) with { Use = UseFormat.Read(from) });

    /// <summary>Reads counted requests, how the gateway used its allowance, and which process was at work.</summary>
    public static RunEvent ReadCounted3(PayloadReader from) =>
        new RunEvent.Counted(new(from.Text()), CountsFormat.ReadRequests(from) with { Use = UseFormat.Read(from) }) { By = ReadAtWork(from) };

    /// <summary>Reads a resume.</summary>
    public static RunEvent ReadResumed(PayloadReader from) => new RunEvent.Resumed(new(from.Text()), from.Instant());

    /// <summary>Reads an interruption.</summary>
    public static RunEvent ReadInterrupted(PayloadReader from) => new RunEvent.Interrupted(new(from.Text()), from.Text(), from.Instant());

    /// <summary>Reads an interruption with the figures that it left.</summary>
    public static RunEvent ReadInterrupted2(PayloadReader from) => new RunEvent.Interrupted(new(from.Text()), from.Text(), from.Instant()) { Summary = from.Text() };

    /// <summary>Reads an end.</summary>
    public static RunEvent ReadClosed(PayloadReader from)
    {
        var run = new RunId(from.Text());
        var end = ReadEnd(from);
        return new RunEvent.Closed(run, end.Status, end.Abandoned, end.Summary, end.At);
    }

    /// <summary>Writes the run log's snapshot.</summary>
    public static void Write(PayloadWriter to, RunHistory history)
    {
        UserFormat.WriteAll(to, [.. history.Runs.Values], Write);
        UserFormat.WriteAll(to, [.. history.AcceptedRows], static (to, source) =>
        {
            to.Text(source.Key.Value);
            WriteRows(to, source.Value);
        });
        UserFormat.WriteAll(to, [.. history.PlansApplied], static (to, plan) =>
        {
            to.Text(plan.Key);
            to.Text(plan.Value.Value);
        });
        var manifest = ManifestOf(history);
        if (manifest != JournalManifests.RunHistory)
        {
            UserFormat.WriteAll(to, [.. history.Runs.Values], static (to, run) => UseFormat.Write(to, run.Requests.Use));
        }

        if (manifest is JournalManifests.RunHistory3 or JournalManifests.RunHistory4)
        {
            UserFormat.WriteAll(to, [.. history.Runs.Values], static (to, run) => Write(to, run.Times));
        }

        if (manifest == JournalManifests.RunHistory4)
        {
            UserFormat.WriteAll(to, [.. history.Runs.Values], static (to, run) => to.Text(run.Interruption?.Summary));
        }
    }

    /// <summary>Reads the run log's snapshot.</summary>
    public static RunHistory ReadHistory(PayloadReader from) => new(
        UserFormat.ReadAll(from, ReadRecord).ToImmutableSortedDictionary(run => run.Id, run => run),
        UserFormat.ReadAll(from, static from => KeyValuePair.Create(new SourceName(from.Text()), ReadRows(from))).ToImmutableSortedDictionary(),
        UserFormat.ReadAll(from, static from => KeyValuePair.Create(from.Text(), new RunId(from.Text())))
            .ToImmutableSortedDictionary(StringComparer.Ordinal));

    /// <summary>Reads the run log's snapshot with how the gateway used its allowance, in the order of the runs.</summary>
    public static RunHistory ReadHistory2(PayloadReader from)
    {
        var history = ReadHistory(from);
        var uses = UserFormat.ReadAll(from, UseFormat.Read);
        if (uses.Length != history.Runs.Count)
        {
            throw from.Damaged($"{uses.Length} uses do not belong to {history.Runs.Count} runs");
        }

        var runs = history.Runs.Values.Select((run, index) => run with { Requests = run.Requests with { Use = uses[index] } });
        return history with { Runs = runs.ToImmutableSortedDictionary(run => run.Id, run => run) };
    }

    /// <summary>Reads the run log's snapshot with how the gateway used its allowance and with the times at work, in the order of the runs.</summary>
    public static RunHistory ReadHistory3(PayloadReader from)
    {
        var history = ReadHistory2(from);
        var times = UserFormat.ReadAll(from, ReadTimes);
        if (times.Length != history.Runs.Count)
        {
            throw from.Damaged($"{times.Length} times do not belong to {history.Runs.Count} runs");
        }

        var runs = history.Runs.Values.Select((run, index) => run with { Times = times[index] });
        return history with { Runs = runs.ToImmutableSortedDictionary(run => run.Id, run => run) };
    }

    /// <summary>Reads the run log's snapshot with all that and with the figures that interruptions left, in the order of the runs.</summary>
    public static RunHistory ReadHistory4(PayloadReader from)
    {
        var history = ReadHistory3(from);
        var summaries = UserFormat.ReadAll(from, static from => from.OptionalText());
        if (summaries.Length != history.Runs.Count)
        {
            throw from.Damaged($"{summaries.Length} interruptions do not belong to {history.Runs.Count} runs");
        }

        var runs = history.Runs.Values.Select((run, index) => summaries[index] is not { } summary ? run
            : run.Interruption is { } interruption ? run with { Interruption = interruption with { Summary = summary } }
            : throw from.Damaged($"run {run.Id} was not interrupted and has figures of an interruption"));
        return history with { Runs = runs.ToImmutableSortedDictionary(run => run.Id, run => run) };
    }

    private static void Write(PayloadWriter to, RunTimes? times)
    {
        to.Flag(times is not null);
        if (times is not null)
        {
            to.Signed(times.Earlier.BclCompatibleTicks);
            Write(to, times.Latest);
            to.Instant(times.WroteAt);
        }
    }

    private static RunTimes? ReadTimes(PayloadReader from) =>
        from.Flag() ? new RunTimes(Duration.FromTicks(from.Signed()), ReadAtWork(from), from.OptionalInstant()) : null;

    private static void Write(PayloadWriter to, AtWork process)
    {
        to.Instant(process.Since);
        to.Instant(process.Until);
    }

    private static AtWork ReadAtWork(PayloadReader from) => new(from.Instant(), from.Instant());

    private static void Write(PayloadWriter to, RunRecord run)
    {
        to.Text(run.Id.Value);
        to.Text(run.Command);
        to.Text(run.Source.Value);
        UserFormat.WriteAll(to, run.Files, static (to, file) => to.Text(file));
        to.Text(run.ConfigurationHash);
        to.Text(run.PlanId);
        to.Text(run.AcceptReason);
        to.Instant(run.StartedAt);
        to.Count(run.ResumedCount);
        CountsFormat.Write(to, run.Requests);
        to.Text(run.DecidedSummary);
        to.Flag(run.Interruption is not null);
        if (run.Interruption is { } interruption)
        {
            to.Text(interruption.Reason);
            to.Instant(interruption.At);
        }

        to.Flag(run.End is not null);
        if (run.End is { } end)
        {
            Write(to, end);
        }
    }

    private static RunRecord ReadRecord(PayloadReader from) => new(
        new(from.Text()),
        from.Text(),
        new(from.Text()),
        UserFormat.ReadAll(from, static from => from.Text()),
        from.Text(),
        from.Text(),
        from.Text(),
        from.Instant(),
        from.Small(),
        CountsFormat.ReadRequests(from),
        from.OptionalText(),
        from.Flag() ? new RunInterruption(from.Text(), from.Instant()) : null,
        from.Flag() ? ReadEnd(from) : null);

    private static void Write(PayloadWriter to, RunEnd end)
    {
        to.Byte((byte)end.Status);
        to.Flag(end.Abandoned);
        to.Text(end.Summary);
        to.Instant(end.At);
    }

    private static RunEnd ReadEnd(PayloadReader from) => new(from.OneOf<RunStatus>(), from.Flag(), from.Text(), from.Instant());

    private static void WriteRows(PayloadWriter to, ImmutableSortedDictionary<SheetKind, long> rows) =>
        UserFormat.WriteAll(to, [.. rows], static (to, sheet) =>
        {
            to.Byte((byte)sheet.Key);
            to.Signed(sheet.Value);
        });

    private static ImmutableSortedDictionary<SheetKind, long> ReadRows(PayloadReader from) =>
        UserFormat.ReadAll(from, static from => KeyValuePair.Create(from.OneOf<SheetKind>(), from.Signed())).ToImmutableSortedDictionary();
}
