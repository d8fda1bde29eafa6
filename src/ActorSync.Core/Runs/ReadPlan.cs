namespace ActorSync.Core.Runs;

/// <summary>How the holdings of the people in scope are read where the listing of users does not carry them (<c>Target:ObserveBy</c> = <c>auto</c>).</summary>
/// <param name="ByHolders">Whether to list the holders of each managed name; otherwise each person is read singly.</param>
/// <param name="Requests">How many reads the chosen way takes.</param>
public sealed record ReadPlan(bool ByHolders, long Requests)
{
    /// <summary>Chooses the way with the fewest requests, for skills and for certifications each.</summary>
    /// <param name="holders">How many users hold each managed name.</param>
    /// <param name="peopleInScope">How many people would be read singly, a request each.</param>
    /// <param name="pageSize">The largest page of holders; null where no such list exists.</param>
    /// <remarks>Where both cost the same, people are read singly: that shows everything they hold, and later, so fresher.</remarks>
    public static ReadPlan Choose(IEnumerable<int> holders, int peopleInScope, int? pageSize)
    {
        if (pageSize is not { } size)
        {
            return new(ByHolders: false, peopleInScope);
        }

        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(size, nameof(pageSize));
        var byHolders = holders.Sum(count => Pages(count, size));
        return byHolders < peopleInScope ? new(ByHolders: true, byHolders) : new(ByHolders: false, peopleInScope);
    }

    /// <summary>How many pages a list takes; an empty one still takes a request.</summary>
    public static long Pages(long count, int pageSize) => Math.Max(1, (count + pageSize - 1) / pageSize);
}
