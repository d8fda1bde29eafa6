using Akka.Actor;

namespace ActorSync.Engine.Journal;

/// <summary>Tells whether an actor has recovered all that its journal holds.</summary>
/// <remarks>
/// The plugin leaves out what its table marks as deleted, and counts it all the same for the highest position. Whoever never has it mark anything
/// therefore knows by that position that something was left out at the end, where no later event shows the hole.
/// </remarks>
internal static class RecoveredEnd
{
    /// <summary>Checks it once the recovery is complete.</summary>
    /// <param name="actor">The actor's context.</param>
    /// <param name="whose">Whose journal it is, as a sentence goes on: <c>partition 16</c>.</param>
    /// <param name="recovered">The position of the last event that was recovered, or of the snapshot where none came after it.</param>
    /// <param name="highest">The journal's highest position, with what is marked as deleted.</param>
    /// <exception cref="UnreadablePayloadException">An event behind the last one that was recovered was left out.</exception>
    public static void Check(IActorContext actor, string whose, long recovered, long highest)
    {
        if (highest <= recovered)
        {
            return;
        }

        var reason = new UnreadablePayloadException(
            $"Event {recovered + 1} of {whose} is left out{(highest > recovered + 1 ? $", and so are those up to event {highest}" : string.Empty)}: the journal marks it as deleted, which ActorSync never does. "
            + "Restore the journal from a backup; `actorsync verify-audit` tells what is left in order.");
        RecoveryFailures.Of(actor.System).Note(actor.Self, reason); // Akka takes what is thrown here for no failure of the recovery, and stops the actor all the same.
        throw reason;
    }
}
