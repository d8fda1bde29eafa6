using System.Collections.Immutable;
using ActorSync.Core.Runs;
using ActorSync.Core.Users;
using ActorSync.Engine.Hosting;
using ActorSync.Engine.Hosting.Options;
using ActorSync.Engine.Journal;

namespace ActorSync.Engine.Tests.Contract;

/// <summary>Reads what the journal on the disk tells of users, without an engine.</summary>
/// <param name="options">The configuration; the journal is there.</param>
internal sealed class StoredUsers(ActorSyncOptions options)
{
    private readonly JournalRows _rows = JournalHosting.RowsOf(StoreOf(options));
    private readonly IPersonTable _people = JournalHosting.PeopleOf(StoreOf(options), JournalAccess.Read);
    private readonly bool _haveVersions = options.Target.Dialect == TargetDialect.Genesys;

    /// <summary>Those of the users who were stored at all, and others of their partitions, by id.</summary>
    public ImmutableSortedDictionary<string, StoredUser> Read(IEnumerable<string> users) => users
        .Select(user => Partitioning.PartitionOf(new UserId(user)))
        .Distinct()
        .SelectMany(Read)
        .ToImmutableSortedDictionary(user => user.Record.User.Value, user => user, StringComparer.Ordinal);

    private static JournalStore StoreOf(ActorSyncOptions options)
    {
        var identity = TargetIdentity.Of(options.Target);
        return EngineStart.StoreOf(options, identity, EngineStart.StateOf(options, identity));
    }

    private List<StoredUser> Read(int partition)
    {
        var rows = _rows.Read($"users-{partition}", after: 0).ToList(); // Before the people, who are stored before what names them.
        var people = PersonDirectory.Load(partition, _people);
        var state = new PartitionState();
        var intents = new HashSet<(UserId User, int Sequence)>();
        foreach (var row in rows)
        {
            foreach (var entry in SealedFormat.Open(SealedFormat.Read(row.Payload), people, state))
            {
                state.Evolve(entry);
                if (entry is JournalEntry.Intended intended)
                {
                    intents.Add((intended.User, intended.Sequence));
                }
            }
        }

        return
        [
            .. state.Users.Select(record => new StoredUser(record, intents.Count(intent => intent.User == record.User), _haveVersions ? record.LastKnown?.Version : null)),
        ];
    }
}
