using ActorSync.Sandbox.Faults;
using ActorSync.Sandbox.Http;
using ActorSync.Sandbox.Limits;

namespace ActorSync.Sandbox.Scripts;

/// <summary>Makes the changes of a running sandbox.</summary>
internal sealed class Controls(SandboxOptions options, TokenDesk tokens, Limiter limiter, FaultPlan faults, ServerClock clock)
{
    /// <summary>Makes a change as of <paramref name="at"/>, counted from the start of the sandbox.</summary>
    public void Make(SandboxChange change, TimeSpan at)
    {
        if (change.Limit is not null || change.Window is not null)
        {
            tokens.ChangeLimit(change.Limit, change.Window, at);
        }

        if (change.QueueLimit is { } queues)
        {
            limiter.ChangeQueueLimit(queues, options.Window, at);
        }

        if (change.ClockOffset is { } offset)
        {
            clock.Offset = offset;
        }

        faults.Change(change.Clear, change.Add);
    }
}
