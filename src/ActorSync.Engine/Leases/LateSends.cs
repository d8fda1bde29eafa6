using System.Collections.Immutable;
using ActorSync.Core.Leases;

namespace ActorSync.Engine.Leases;

/// <summary>Gathers the requests whose end was seen only when their lease may have run out. Confined to its holder's lock.</summary>
/// <remarks>Nothing leaves while a lease does not hold, so that there are never more than were under way at once.</remarks>
internal sealed class LateSends
{
    private readonly List<LateSend> _sends = [];

    /// <summary>Those so far, in the order in which they left.</summary>
    public ImmutableArray<LateSend> All => [.. _sends.OrderBy(send => send.LeftAt)];

    /// <summary>Notes one.</summary>
    public void Add(LateSend send) => _sends.Add(send);

    /// <summary>The lease was renewed after all: nobody had taken it, and none of them was late.</summary>
    public void Forget() => _sends.Clear();
}
