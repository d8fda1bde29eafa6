using System.Collections.Immutable;
using System.Globalization;
using ActorSync.Core.Runs;
using ActorSync.Engine.Journal;
using Akka.Configuration;
using Akka.Persistence;

namespace ActorSync.Engine.Tests.Contract;

/// <summary>The journal of a process that may die.</summary>
public sealed class MortalJournal(Config configuration) : PatientJournal(configuration)
{
    private const string Users = "users-";

    private readonly MortalProcess _process = MortalSetup.Of(Context.System);
    private readonly Dictionary<string, PartitionState> _intents = [];

    /// <inheritdoc/>
    protected override Task<IImmutableList<Exception>> WriteMessagesAsync(IEnumerable<AtomicWrite> messages, CancellationToken cancellationToken)
    {
        var writes = messages.ToList();
        var what = string.Join(" and ", writes.SelectMany(WhatIsIn).Distinct().Order(StringComparer.Ordinal));
        return _process.DoAsync(ProcessStep.BeforeAppend, ProcessStep.AfterAppend, what, () => base.WriteMessagesAsync(writes, cancellationToken));
    }

    private IEnumerable<string> WhatIsIn(AtomicWrite write)
    {
        foreach (var stored in (IEnumerable<IPersistentRepresentation>)write.Payload)
        {
            if (stored.Payload is not SealedBatch batch)
            {
                yield return write.PersistenceId;
                continue;
            }

            foreach (var entry in Open(batch, write.PersistenceId))
            {
                yield return entry switch
                {
                    JournalEntry.Intended => "intents",
                    JournalEntry.Settled => "outcomes",
                    JournalEntry.Finished => "ends",
                    _ => "sightings",
                };
            }
        }
    }

    // An outcome names the write that it settles, so it is opened beside the open intents; who they are of does not matter.
    private IEnumerable<JournalEntry> Open(SealedBatch batch, string persistenceId)
    {
        var people = new PersonDirectory(int.Parse(persistenceId.AsSpan(Users.Length), CultureInfo.InvariantCulture)) { IsAnonymous = true };
        if (!_intents.TryGetValue(persistenceId, out var intents))
        {
            _intents.Add(persistenceId, intents = new PartitionState());
        }

        foreach (var entry in SealedFormat.Open(batch, people, intents))
        {
            yield return entry;
            intents.Evolve(entry);
        }
    }
}
