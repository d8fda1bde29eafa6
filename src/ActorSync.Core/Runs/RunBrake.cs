using ActorSync.Core.Users;

namespace ActorSync.Core.Runs;

/// <summary>Stops a run before its end: keeps the first reason, and has nothing more sent.</summary>
/// <remarks>Confined to the run's machine.</remarks>
/// <param name="port">What sends.</param>
internal sealed class RunBrake(IRunPort port)
{
    private bool _isSendingStopped;

    /// <summary>Why the run stops, or null while nothing speaks against going on.</summary>
    public RunStop? Stop { get; private set; }

    /// <summary>Notes a reason to stop while nothing is being sent; the first one holds.</summary>
    public void Note(RunStop? why) => Stop ??= why;

    /// <summary>Stops for a reason.</summary>
    public void Pull(RunStop why)
    {
        Note(why);
        StopSending();
    }

    /// <summary>Lets nothing more be sent, for whatever reason; what is under way is waited for.</summary>
    public void StopSending()
    {
        if (!_isSendingStopped)
        {
            _isSendingStopped = true;
            port.StopSending();
        }
    }
}
