using ActorSync.Core.Users;
using Akka.Actor;

namespace ActorSync.Engine.Runs;

/// <summary>What is said of faults that no rule foresees.</summary>
internal static class RunFaults
{
    /// <summary>An answer came that nobody waits for.</summary>
    public static string NotUnderWay(UserId user) =>
        $"An answer came for user {user}, who was not under way, which is a defect of ActorSync. Keep the state directory and report it.";

    /// <summary>An actor that the run needs is gone.</summary>
    public static string Missed(IActorRef lost) => $"{lost.Path.Name} stopped unexpectedly; the log says why. Nothing of what was stored has been changed.";
}
