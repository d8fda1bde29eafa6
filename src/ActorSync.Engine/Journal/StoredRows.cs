using Akka.Persistence;

namespace ActorSync.Engine.Journal;

/// <summary>Tells by what stands in the journal whether a write that was tried is stored.</summary>
/// <remarks>
/// A write carries the instant of its first try, to 100 ns, through all further ones: with the sequence numbers and the bytes it tells this
/// process's rows from those that any other one could have written.
/// </remarks>
internal static class StoredRows
{
    /// <summary>Whether all of a write stands there; false where nothing stands there.</summary>
    /// <param name="write">What was to be stored.</param>
    /// <param name="found">What stands under its sequence numbers.</param>
    /// <param name="bytes">The bytes of an event.</param>
    /// <exception cref="JournalUnavailableException">Something else stands there.</exception>
    public static bool Are(PatientWrite write, IReadOnlyList<IPersistentRepresentation> found, Func<object, byte[]> bytes)
    {
        if (found.Count == 0)
        {
            return false;
        }

        var wanted = write.Events.ToList();
        return wanted.Count == found.Count && wanted.Zip(found, (one, other) => IsSame(one, other, bytes)).All(same => same)
            ? true
            : throw new JournalUnavailableException(
                $"Another process has written to the journal: what stands under {wanted[0].PersistenceId}, {wanted[0].SequenceNr}, is not what this process was to store. "
                + "See to it that one process alone writes to a target.");
    }

    private static bool IsSame(IPersistentRepresentation wanted, IPersistentRepresentation found, Func<object, byte[]> bytes) =>
        wanted.SequenceNr == found.SequenceNr
        && wanted.Timestamp == found.Timestamp
        && wanted.Payload.GetType() == found.Payload.GetType()
        && bytes(wanted.Payload).AsSpan().SequenceEqual(bytes(found.Payload));
}
