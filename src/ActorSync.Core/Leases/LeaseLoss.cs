using ActorSync.Core.Runs;
using NodaTime;

namespace ActorSync.Core.Leases;

/// <summary>A process has lost its lease for good: nothing that it knows can be stored any more.</summary>
/// <param name="To">Who has taken it, or null where that one has given it back already or nobody has.</param>
/// <param name="RanOutAt">When the lost one ran out, by the loser's wall clock.</param>
public sealed record LeaseLoss(WriterOwner? To, Instant RanOutAt)
{
    /// <summary>What a person is told.</summary>
    public override string ToString() =>
        $"This process has lost the right to write to the target: its lease ran out at {InstantText.At(RanOutAt)} without being renewed, as of a process that was frozen or cut off from its journal, "
        + (To is { } owner ? $"and {owner} has taken over. " : "and another process has taken over since. ")
        + "Nothing more was sent, and nothing that came after can be stored here.";
}
