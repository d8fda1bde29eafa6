using ActorSync.Engine.Hosting;
using ActorSync.Engine.Journal;
using Akka.Actor;

namespace ActorSync.Engine.Runs;

/// <summary>What is said of faults that no rule foresees.</summary>
internal static class RunFaults
{
    /// <summary>An actor that the run needs is gone.</summary>
    public static string Missed(IActorRef lost) => $"{lost.Path.Name} stopped unexpectedly; the log says why. Nothing of what was stored has been changed.";

    /// <summary>An actor could not read what it had stored.</summary>
    /// <param name="actor">The actor.</param>
    /// <param name="cause">Why.</param>
    public static EngineStartException Unrecovered(IActorRef actor, Exception cause)
    {
        var fault = JournalFault.Of(cause);
        return new EngineStartException(
            fault.Kind == JournalFaultKind.Damaged ? ExitCode.Usage : ExitCode.Failed,
            $"The journal of {actor.Path.Name} cannot be read: {fault.Told} Nothing was sent, and nothing of what was stored has been changed.",
            cause);
    }
}
