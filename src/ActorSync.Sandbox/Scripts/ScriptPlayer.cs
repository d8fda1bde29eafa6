using System.Collections.Immutable;

namespace ActorSync.Sandbox.Scripts;

/// <summary>Plays a script: each request, before it is looked at, makes the changes that are due; no timer runs.</summary>
internal sealed class ScriptPlayer(ImmutableArray<ScriptStep> steps, Controls controls)
{
    private readonly Lock _gate = new();
    private ImmutableArray<ScriptStep> _steps = steps;
    private TimeSpan _start;
    private int _next;

    // Read by every request without the lock; the largest value means that nothing is left.
    private long _dueTicks = DueTicks(steps, TimeSpan.Zero, 0);

    /// <summary>Makes the changes that are due at <paramref name="now"/>, in order, each as of its own instant.</summary>
    public void AdvanceTo(TimeSpan now)
    {
        if (now.Ticks < Volatile.Read(ref _dueTicks))
        {
            return;
        }

        lock (_gate)
        {
            while (_next < _steps.Length && _start + _steps[_next].At is var at && at <= now)
            {
                controls.Make(_steps[_next].Change, at);
                _next++;
            }

            Volatile.Write(ref _dueTicks, DueTicks(_steps, _start, _next));
        }
    }

    /// <summary>Plays another script from <paramref name="now"/> on; the steps of the last one that are not due yet are forgotten.</summary>
    public void Replace(ImmutableArray<ScriptStep> steps, TimeSpan now)
    {
        AdvanceTo(now);
        lock (_gate)
        {
            (_steps, _start, _next) = (steps, now, 0);
            Volatile.Write(ref _dueTicks, DueTicks(steps, now, 0));
        }

        AdvanceTo(now);
    }

    private static long DueTicks(ImmutableArray<ScriptStep> steps, TimeSpan start, int next) =>
        next < steps.Length ? (start + steps[next].At).Ticks : long.MaxValue;
}
