using ActorSync.Core.Runs;
using ActorSync.Engine.Gateway;

namespace ActorSync.Cli;

/// <summary>What the command under way says on standard error when the program is asked to stop; it is called on the thread of the signal.</summary>
internal sealed class StopWords
{
    private volatile Action? _onFirst;
    private volatile Action? _onSecond;

    /// <summary>Says that the command stops, or null where it ends without a word.</summary>
    public Action? OnFirst => _onFirst;

    /// <summary>Says what an exit at once leaves behind, or null.</summary>
    public Action? OnSecond => _onSecond;

    /// <summary>Answers a first signal.</summary>
    public static string First { get; } =
        $"Stopping: nothing new is sent, and what is in flight has up to {StopGateway.LongestGrace.TotalSeconds:0} s to end. Another Ctrl-C or SIGTERM after a second exits at once.";

    /// <summary>Answers a second one.</summary>
    /// <param name="open">The run that the command leaves open, or null where it leaves none.</param>
    public static string Second(RunId? open) => open is { } run
        ? $"Exiting at once: run {run} is open, and its journal has all that was sent. `actorsync resume {run}` goes on with it, `actorsync runs abandon {run}` closes it."
        : "Exiting at once: this command leaves no run open.";

    /// <summary>Has signals answered from now on.</summary>
    public void Set(Action onFirst, Action onSecond) => (_onFirst, _onSecond) = (onFirst, onSecond);

    /// <summary>Has them answered no longer.</summary>
    public void Clear() => (_onFirst, _onSecond) = (null, null);
}
