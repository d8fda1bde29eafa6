namespace ActorSync.Sandbox.Limits;

/// <summary>Lets a request pass or says how long it must wait; one that must wait takes nothing from any allowance.</summary>
internal sealed class Limiter(IRequestWindow? queueWindow)
{
    private readonly Lock _queueGate = new();
    private TimeSpan _lastQueueEntry;

    /// <summary>Returns zero when the request passed and was counted, else the wait.</summary>
    public TimeSpan Enter(AccessToken token, bool isQueueRoute, TimeSpan now)
    {
        lock (token)
        {
            // Requests that came at nearly the same time can enter in the other order, and windows never go back.
            token.LastEntry = Later(now, token.LastEntry);
            now = token.LastEntry;
            if (now < token.PausedUntil)
            {
                return token.PausedUntil - now;
            }

            var wait = token.Window?.WaitAt(now) ?? TimeSpan.Zero;
            if (wait > TimeSpan.Zero)
            {
                return wait;
            }

            if (isQueueRoute && queueWindow is not null)
            {
                lock (_queueGate)
                {
                    _lastQueueEntry = Later(now, _lastQueueEntry);
                    wait = queueWindow.WaitAt(_lastQueueEntry);
                    if (wait > TimeSpan.Zero)
                    {
                        return wait;
                    }

                    queueWindow.Take(_lastQueueEntry);
                }
            }

            token.Window?.Take(now);
            return TimeSpan.Zero;
        }
    }

    /// <summary>Keeps the token out for <paramref name="pause"/>, as a limit would that nobody announced.</summary>
    public static void Pause(AccessToken token, TimeSpan now, TimeSpan pause)
    {
        lock (token)
        {
            token.PausedUntil = now + pause;
        }
    }

    /// <summary>Returns whole seconds, rounded up, so that whoever waits them never comes too early.</summary>
    public static long WholeSeconds(TimeSpan wait) =>
        Math.Max(1, (wait.Ticks + TimeSpan.TicksPerSecond - 1) / TimeSpan.TicksPerSecond);

    private static TimeSpan Later(TimeSpan one, TimeSpan other) => one > other ? one : other;
}
