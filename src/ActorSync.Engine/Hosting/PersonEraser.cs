using System.Collections.Immutable;
using ActorSync.Core.Audit;
using ActorSync.Core.Runs;
using ActorSync.Core.Users;
using ActorSync.Engine.Audit;
using ActorSync.Engine.Backup;
using ActorSync.Engine.Hosting.Options;
using ActorSync.Engine.Journal;
using ActorSync.Engine.Runs;
using Microsoft.Extensions.Logging;
using NodaTime;

namespace ActorSync.Engine.Hosting;

/// <summary>Erases a person from a target's state: the records stay, and nothing tells any more whose they are.</summary>
public static class PersonEraser
{
    /// <summary>Erases everybody who has an employee id, by the source's or the target's; null where nothing was ever journalled for this target.</summary>
    /// <remarks>The same again does what an earlier process did not come to.</remarks>
    /// <param name="options">The configuration.</param>
    /// <param name="identity">The target.</param>
    /// <param name="employee">The employee id.</param>
    /// <param name="command">The command, to be named to a second process.</param>
    /// <param name="time">The time.</param>
    /// <param name="loggers">The logs.</param>
    /// <param name="stop">Gives up before anything is changed.</param>
    /// <exception cref="EngineStartException">Another process writes, a run is open, or the journal cannot be used.</exception>
    public static async Task<Erasure?> EraseAsync(
        ActorSyncOptions options, TargetIdentity identity, string employee, string command, TimeProvider time, ILoggerFactory loggers, CancellationToken stop)
    {
        if (StoredJournal.Read(options, identity, (_, _) => identity) is null)
        {
            return null;
        }

        var start = await EngineStart.StartAsync(options, identity, EngineMode.Writing, command, time, loggers, stop);
        await using var writer = start.Writer!;
        Prepared prepared;
        await using (start.Actors)
        {
            prepared = await EngineStartException.OfJournalAsync(() => PrepareAsync(start, employee, time, stop));
        }

        // From here on nobody has the names in memory who could store them again.
        return await EngineStartException.OfJournalAsync(() => EraseAsync(start, prepared));
    }

    private static async Task<Prepared> PrepareAsync(EngineStart start, string employee, TimeProvider time, CancellationToken stop)
    {
        var log = new RunLogClient(start.Actors.RunLog, start.State.FullPath, start.Writer!.Lease);
        var history = await log.ReadAsync(stop);
        if (history.Open is { } open)
        {
            throw RunAdmission.RefusalToErase(open, await start.Actors.Client.GetStatusAsync(stop));
        }

        if (await new RunSealing(start.Store, start.State, log, time).SealAsync(history) is { } flaw)
        {
            throw new EngineStartException(ExitCode.Failed, flaw);
        }

        var people = Find(start.Actors.People, employee);
        var known = people.SelectMany(found => (string?[])[found.Person.User?.Value, found.Person.Employee, found.Person.TargetEmployee, found.Person.Email]);
        var mentions = new PersonMentions([employee, .. known, .. new ClosedSpools(start.State).EmployeesOf(history, UsersOf(people))]);
        var rows = JournalHosting.RowsOf(start.Store);
        var (sound, redaction) = (RunLogCheck.Of(rows, anchor: null).Sound(), new LogRedaction(rows)); // What was shortened by another hand is not to be told of as if it were in order.
        foreach (var redacted in redaction.Plan(sound, (_, summary) => SummaryJson.Without(summary, mentions), Instant.FromDateTimeOffset(time.GetUtcNow())).ToList())
        {
            await log.RecordAsync(redacted);
        }

        return new(history, people, mentions, redaction);
    }

    private static HashSet<UserId> UsersOf(ImmutableArray<(int Partition, PersonIdentity Person)> people) => [.. people.Select(found => found.Person.User!.Value)];

    private static ImmutableArray<(int Partition, PersonIdentity Person)> Find(IPersonTable people, string employee) =>
    [
        .. Enumerable.Range(0, Partitioning.Partitions).SelectMany(partition => people.Load(partition)
            .Where(known => !known.IsErased && (known.Employee == employee || known.TargetEmployee == employee))
            .OrderBy(known => known.Number)
            .Select(known => (partition, known))),
    ];

    // The table of people comes last: it alone knows what else the person goes by.
    private static async Task<Erasure> EraseAsync(EngineStart start, Prepared prepared)
    {
        var epoch = start.Writer!.Lease.Epoch;
        var upkeep = JournalHosting.UpkeepOf(start.Store, epoch);
        prepared.Redaction.Apply(upkeep);
        upkeep.DropSnapshots(RunLog.LogId); // Also where nothing is left to be taken out of the events: a snapshot may be older.

        var spools = new ClosedSpools(start.State);
        spools.Close(prepared.History);
        var left = spools.DropUnopened(prepared.History) + DropStaging(start.State);
        var plans = spools.Erase(prepared.History, prepared.Mentions, UsersOf(prepared.People));

        var table = JournalHosting.PeopleOf(start.Store, JournalAccess.Write, epoch);
        foreach (var (partition, person) in prepared.People)
        {
            await table.StoreAsync(partition, [new(person.Number, null, null, null, null)]);
        }

        return new(
            [.. prepared.People.Select(found => new Pseudonym(found.Partition, found.Person.Number))],
            prepared.Redaction.Count,
            plans,
            upkeep.CountNaming(),
            upkeep.Compact())
        {
            IsOnServer = start.Store is JournalStore.Postgres,
            LeftBehind = left,
            SetAside = [.. spools.FoldersOfUnknown(prepared.History), .. KeptAside.Of(start.State, start.Store)],
        };
    }

    // A restore holds the same lock while it is at work.
    private static int DropStaging(StateDirectory state)
    {
        if (!Directory.Exists(state.RestoreStaging))
        {
            return 0;
        }

        Directory.Delete(state.RestoreStaging, recursive: true);
        return 1;
    }

    private sealed record Prepared(RunHistory History, ImmutableArray<(int Partition, PersonIdentity Person)> People, PersonMentions Mentions, LogRedaction Redaction);
}
