using System.Collections.Immutable;
using ActorSync.Core.Audit;
using ActorSync.Core.Roster;
using ActorSync.Core.Runs;
using ActorSync.Core.Users;
using NodaTime;

namespace ActorSync.Engine.Journal;

/// <summary>How run events and the run log's snapshot stand in a payload; the kind of an event is its manifest.</summary>
/// <remarks>
/// Version 2 of the counts and of the snapshot says at the end how the gateway used its allowance; version 3 says after that which process was
/// at work until when. Version 2 of an interruption says at the end with which figures the process stopped, and so does version 4 of the snapshot
/// after all that version 3 has; version 5 says after that who took each run up, the end of the log's chain, and the last seal. Each is written only where there is anything to say.
/// </remarks>
internal static class RunFormat
{
    /// <summary>The kind of an event, in the oldest version that can hold it.</summary>
    public static string ManifestOf(RunEvent stored) => stored switch
    {
        RunEvent.Opened => JournalManifests.RunOpened,
        RunEvent.Decided => JournalManifests.RunDecided,
        RunEvent.SourceAccepted => JournalManifests.SourceAccepted,
        RunEvent.Counted counted => ManifestOf(counted),
        RunEvent.Resumed => JournalManifests.RunResumed,
        RunEvent.Interrupted interrupted => ManifestOf(interrupted),
        RunEvent.Closed => JournalManifests.RunClosed,
        RunEvent.TakenUp => JournalManifests.RunTakenUp,
        RunEvent.Sealed => JournalManifests.RunSealed,
        RunEvent.Redacted => JournalManifests.RunRedacted,
        RunEvent.Cut => JournalManifests.RunCut,
        _ => throw new InvalidOperationException($"Unknown run event {stored?.GetType().Name}."),
    };

    /// <summary>Reads an event of a kind.</summary>
    /// <exception cref="UnreadablePayloadException">The kind is unknown, or the payload is damaged.</exception>
    public static RunEvent Read(PayloadReader from, string manifest) => manifest switch
    {
        JournalManifests.RunOpened => ReadOpened(from),
        JournalManifests.RunDecided => ReadDecided(from),
        JournalManifests.SourceAccepted => ReadSourceAccepted(from),
        JournalManifests.RunCounted => ReadCounted(from),
        JournalManifests.RunCounted2 => ReadCounted2(from),
        JournalManifests.RunCounted3 => ReadCounted3(from),
        JournalManifests.RunResumed => ReadResumed(from),
        JournalManifests.RunInterrupted => ReadInterrupted(from),
        JournalManifests.RunInterrupted2 => ReadInterrupted2(from),
        JournalManifests.RunClosed => ReadClosed(from),
        JournalManifests.RunTakenUp => ReadTakenUp(from),
        JournalManifests.RunSealed => ReadSealed(from),
        JournalManifests.RunRedacted => new RunEvent.Redacted(new(from.Text()), checked((long)from.Number()), from.Digest(), from.Instant()),
        JournalManifests.RunCut => new RunEvent.Cut(new(from.Text()), from.Digest(), from.Instant()),
        _ => throw UnreadablePayloadException.Unknown(manifest),
    };

    private static string ManifestOf(RunEvent.Counted counted) =>
        counted.By is not null ? JournalManifests.RunCounted3
        : counted.Requests.Use != GatewayUse.None ? JournalManifests.RunCounted2
        : JournalManifests.RunCounted;

    private static string ManifestOf(RunEvent.Interrupted interrupted) =>
        interrupted.Summary is null ? JournalManifests.RunInterrupted : JournalManifests.RunInterrupted2;

    /// <summary>The oldest version that can hold the history.</summary>
    public static string ManifestOf(RunHistory history) =>
        history.LastSeal is not null || history.Head != default || history.Runs.Values.Any(run => !run.Operators.IsEmpty) ? JournalManifests.RunHistory5
        : history.Runs.Values.Any(run => run.Interruption?.Summary is not null) ? JournalManifests.RunHistory4
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
            case RunEvent.TakenUp taken:
                Write(to, new RunOperator(taken.Operator, taken.At));
                break;
            case RunEvent.Sealed { Seal: var seal }:
                Write(to, seal);
                break;
            case RunEvent.Cut cut:
                to.Digest(cut.Bases);
                to.Instant(cut.At);
                break;
            case RunEvent.Redacted redacted:
                to.Number((ulong)redacted.Position);
                to.Digest(redacted.As);
                to.Instant(redacted.At);
                break;
            default:
                throw new InvalidOperationException($"Unknown run event {stored.GetType().Name}.");
        }
    }

    private static RunEvent.Opened ReadOpened(PayloadReader from) => new RunEvent.Opened(
        new(from.Text()),
        from.Text(),
        new(from.Text()),
        UserFormat.ReadAll(from, static from => from.Text()),
        from.Text(),
        from.Text(),
        from.Text(),
        from.Instant());

    private static RunEvent.Decided ReadDecided(PayloadReader from) => new RunEvent.Decided(new(from.Text()), from.Text());

    private static RunEvent.SourceAccepted ReadSourceAccepted(PayloadReader from) =>
        new RunEvent.SourceAccepted(new(from.Text()), new(from.Text()), ReadRows(from));

    private static RunEvent.Counted ReadCounted(PayloadReader from) => new RunEvent.Counted(new(from.Text()), CountsFormat.ReadRequests(from));

    private static RunEvent.Counted ReadCounted2(PayloadReader from) =>
        new RunEvent.Counted(new(from.Text()), CountsFormat.ReadRequests(from) with { Use = UseFormat.Read(from) });

    private static RunEvent.Counted ReadCounted3(PayloadReader from) =>
        new RunEvent.Counted(new(from.Text()), CountsFormat.ReadRequests(from) with { Use = UseFormat.Read(from) }) { By = ReadAtWork(from) };

    private static RunEvent.Resumed ReadResumed(PayloadReader from) => new RunEvent.Resumed(new(from.Text()), from.Instant());

    private static RunEvent.Interrupted ReadInterrupted(PayloadReader from) => new RunEvent.Interrupted(new(from.Text()), from.Text(), from.Instant());

    private static RunEvent.Interrupted ReadInterrupted2(PayloadReader from) => new RunEvent.Interrupted(new(from.Text()), from.Text(), from.Instant()) { Summary = from.Text() };

    private static RunEvent.Closed ReadClosed(PayloadReader from)
    {
        var run = new RunId(from.Text());
        var end = ReadEnd(from);
        return new RunEvent.Closed(run, end.Status, end.Abandoned, end.Summary, end.At);
    }

    private static RunEvent.TakenUp ReadTakenUp(PayloadReader from)
    {
        var run = new RunId(from.Text());
        var taken = ReadOperator(from);
        return new RunEvent.TakenUp(run, taken.Number, taken.Since);
    }

    private static RunEvent.Sealed ReadSealed(PayloadReader from) => new RunEvent.Sealed(ReadSeal(from, new(from.Text())));

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

        if (manifest is JournalManifests.RunHistory3 or JournalManifests.RunHistory4 or JournalManifests.RunHistory5)
        {
            UserFormat.WriteAll(to, [.. history.Runs.Values], static (to, run) => Write(to, run.Times));
        }

        if (manifest is JournalManifests.RunHistory4 or JournalManifests.RunHistory5)
        {
            UserFormat.WriteAll(to, [.. history.Runs.Values], static (to, run) => to.Text(run.Interruption?.Summary));
        }

        if (manifest == JournalManifests.RunHistory5)
        {
            UserFormat.WriteAll(to, [.. history.Runs.Values], static (to, run) => UserFormat.WriteAll(to, run.Operators, Write));
            to.Signed(history.Head.Position);
            to.Digest(history.Head.Digest);
            to.Text(history.LastSeal?.Run.Value);
            if (history.LastSeal is { } seal)
            {
                Write(to, seal);
            }
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

    /// <summary>Reads the run log's snapshot with all that, who took each run up, and the last seal.</summary>
    public static RunHistory ReadHistory5(PayloadReader from)
    {
        var history = ReadHistory4(from);
        var operators = UserFormat.ReadAll(from, static from => UserFormat.ReadAll(from, ReadOperator));
        if (operators.Length != history.Runs.Count)
        {
            throw from.Damaged($"the operators of {operators.Length} runs do not belong to {history.Runs.Count} runs");
        }

        var runs = history.Runs.Values.Select((run, index) => run with { Operators = operators[index] });
        return history with
        {
            Runs = runs.ToImmutableSortedDictionary(run => run.Id, run => run),
            Head = new(from.Signed(), from.Digest()),
            LastSeal = from.OptionalText() is { } run ? ReadSeal(from, new(run)) : null,
        };
    }

    private static void Write(PayloadWriter to, RunOperator taken)
    {
        to.Count(taken.Number);
        to.Instant(taken.Since);
    }

    private static RunOperator ReadOperator(PayloadReader from) => new(from.Small(), from.Instant());

    // The run's id stands before it.
    private static void Write(PayloadWriter to, RunSeal seal)
    {
        to.Signed(seal.Records);
        to.Digest(seal.Root);
        to.Digest(seal.Facts);
        UserFormat.WriteAll(to, seal.Heads, static (to, head) =>
        {
            to.Signed(head.Position);
            to.Digest(head.Digest);
        });
        to.Digest(seal.Previous);
    }

    private static RunSeal ReadSeal(PayloadReader from, RunId run) => new(
        run, from.Signed(), from.Digest(), from.Digest(), UserFormat.ReadAll(from, static from => new ChainHead(from.Signed(), from.Digest())), from.Digest());

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
