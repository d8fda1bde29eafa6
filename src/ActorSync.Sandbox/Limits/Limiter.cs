using System.Collections.Frozen;
using ActorSync.Sandbox.Http;

namespace ActorSync.Sandbox.Limits;

/// <summary>Lets a request pass or says how long it must wait; one that must wait takes nothing from any allowance.</summary>
internal sealed class Limiter
{
    private readonly Lock _sharedGate = new();
    private readonly WindowMaker _windows;
    private readonly SharedLimit _queues;
    private readonly FrozenDictionary<string, SharedLimit[]> _byRoute;

    public Limiter(SandboxOptions options, IDialect dialect, WindowMaker windows)
    {
        _windows = windows;
        _queues = new SharedLimit(LimitName.Queues, windows.Plain(options.QueueLimit, options.Window));
        var organization = new SharedLimit(LimitName.Organization, windows.Plain(options.OrganizationLimit, options.Window));
        var routes = options.RouteLimits.ToDictionary(
            limit => limit.FindIn(dialect.Routes)!.Name,
            limit => new SharedLimit(LimitName.Route, windows.Plain(limit.Limit, options.Window)));
        _byRoute = dialect.Routes.ToFrozenDictionary(
            route => route.Name,
            route => new[] { routes.GetValueOrDefault(route.Name), route.IsQueueRoute ? _queues : null, organization }.OfType<SharedLimit>().ToArray());
    }

    /// <summary>Returns null when the request passed and was counted, else what refused it.</summary>
    public LimitHit? Enter(AccessToken token, string route, TimeSpan now)
    {
        lock (token)
        {
            now = token.Arrive(now);
            if (token.RefusalAt(now) is { } refusal)
            {
                return refusal;
            }

            if (EnterShared(_byRoute[route], now) is { } shared)
            {
                return shared;
            }

            token.Window?.Take(now);
            return null;
        }
    }

    /// <summary>Keeps the token out for <paramref name="pause"/>, as a limit would that nobody announced; a pause that lasts longer goes on.</summary>
    public static void Pause(AccessToken token, TimeSpan now, TimeSpan pause)
    {
        lock (token)
        {
            token.PausedUntil = Later(token.PausedUntil, now + pause);
        }
    }

    /// <summary>Changes the allowance on the queue routes; what has passed in the running window still counts.</summary>
    public void ChangeQueueLimit(RateLimit limit, WindowKind kind, TimeSpan now)
    {
        lock (_sharedGate)
        {
            _queues.LastEntry = Later(now, _queues.LastEntry);
            if (limit.IsNone || _queues.Window is null)
            {
                _queues.Window = _windows.Plain(limit, kind);
            }
            else
            {
                _queues.Window.Change(limit.Requests, limit.Length, _queues.LastEntry);
            }
        }
    }

    /// <summary>Returns whole seconds, rounded up, so that whoever waits them never comes too early.</summary>
    public static long WholeSeconds(TimeSpan wait) =>
        Math.Max(1, (wait.Ticks + TimeSpan.TicksPerSecond - 1) / TimeSpan.TicksPerSecond);

    private LimitHit? EnterShared(SharedLimit[] limits, TimeSpan now)
    {
        lock (_sharedGate)
        {
            // Asked all before any is taken from, so that a refusal costs nothing anywhere.
            foreach (var limit in limits)
            {
                limit.LastEntry = Later(now, limit.LastEntry);
                if (limit.Window is { } window && window.WaitAt(limit.LastEntry) is var wait && wait > TimeSpan.Zero)
                {
                    return new LimitHit(wait, limit.Name, window.AllowedPerMinute);
                }
            }

            foreach (var limit in limits)
            {
                limit.Window?.Take(limit.LastEntry);
            }

            return null;
        }
    }

    private static TimeSpan Later(TimeSpan one, TimeSpan other) => one > other ? one : other;
}
