using System.Collections.Immutable;
using ActorSync.Core.Runs;
using ActorSync.Core.Users;

namespace ActorSync.Core.Runs;

/// <summary>The users to whom a run's own plan has something to be done: of many thousands, each is read when it is wanted.</summary>
public sealed class KeptUsers
{
    private readonly Func<int, PlannedUser> _read;

    /// <summary>Users who are read one by one.</summary>
    /// <param name="ids">Who they are, in the plan's order.</param>
    /// <param name="read">Reads the one at a position of <paramref name="ids"/>.</param>
    public KeptUsers(ImmutableArray<UserId> ids, Func<int, PlannedUser> read)
    {
        Ids = ids;
        _read = read;
    }

    /// <summary>Who they are, in the plan's order.</summary>
    public ImmutableArray<UserId> Ids { get; }

    /// <summary>Those of a plan that has been read as a whole.</summary>
    public static KeptUsers Of(PlanDocument plan)
    {
        ArgumentNullException.ThrowIfNull(plan);

        ImmutableArray<PlannedUser> users = [.. plan.Users.Where(user => user.IsToBeDone)];
        return new([.. users.Select(user => user.User)], index => users[index]);
    }

    /// <summary>All but those with whom the run is done, in the plan's order.</summary>
    public IEnumerable<PlannedUser> Except(IReadOnlySet<UserId> done) =>
        Enumerable.Range(0, Ids.Length).Where(index => !done.Contains(Ids[index])).Select(_read);
}
