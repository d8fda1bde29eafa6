using System.Collections.Immutable;

namespace ActorSync.Core.Users;

/// <summary>What one run made of one value of a user; null is not held.</summary>
/// <param name="Before">The value before the run's first write of it.</param>
/// <param name="Written">The value after its last.</param>
/// <param name="Last">The last operation on it.</param>
/// <param name="IsUnsettled">Whether a write of it is among those of which nobody knows whether they were applied.</param>
internal sealed record ValueChange<T>(T? Before, T? Written, Operation Last, bool IsUnsettled)
    where T : struct
{
    /// <summary>The changes of a run by what they change.</summary>
    /// <param name="applied">What was applied, in order.</param>
    /// <param name="unsettled">What perhaps was.</param>
    /// <param name="valueOf">What an operation changes, from what and to what; null where it is about something else.</param>
    public static SortedDictionary<TId, ValueChange<T>> Gather<TId>(
        IEnumerable<Operation> applied, ImmutableArray<Operation> unsettled, Func<Operation, (TId Id, T? From, T? To)?> valueOf)
        where TId : struct
    {
        var changes = new SortedDictionary<TId, ValueChange<T>>();
        foreach (var (operation, isUnsettled) in applied.Select(operation => (operation, false)).Concat(unsettled.Select(operation => (operation, true))))
        {
            if (valueOf(operation) is var (id, from, to))
            {
                changes[id] = changes.TryGetValue(id, out var earlier)
                    ? earlier with { Written = to, Last = operation, IsUnsettled = earlier.IsUnsettled || isUnsettled }
                    : new(from, to, operation, isUnsettled);
            }
        }

        return changes;
    }
}
