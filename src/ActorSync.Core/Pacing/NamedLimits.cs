using System.Collections.Immutable;

namespace ActorSync.Core.Pacing;

/// <summary>The limits that 429s named beside the tokens' own, and the routes that have met them.</summary>
internal sealed class NamedLimits
{
    private readonly Dictionary<string, Allowance> _byName = [];
    private readonly Dictionary<string, ImmutableArray<Allowance>> _ofRoute = [];
    private readonly List<Allowance> _ofOrganization = [];
    private readonly Dictionary<string, TimeSpan> _held = [];

    /// <summary>Whether any is known.</summary>
    public bool Any => _byName.Count > 0;

    /// <summary>The limits that a request of the route counts under.</summary>
    public ImmutableArray<Allowance> Of(string route) => _ofRoute.GetValueOrDefault(route, []);

    /// <summary>The allowance of a limit, now known to hold for the route; null where too many are known already.</summary>
    public Allowance? MetOn(string route, NamedLimit limit)
    {
        var name = limit.NameFor(route);
        if (!_byName.TryGetValue(name, out var allowance))
        {
            if (_byName.Count >= RateBudget.MostNamedLimits)
            {
                return null;
            }

            allowance = new Allowance(configured: null, RateBudget.NamedWindow, learns: true);
            _byName.Add(name, allowance);
            if (limit.IsOfOrganization)
            {
                _ofOrganization.Add(allowance);
            }
        }

        if (!Of(route).Contains(allowance))
        {
            _ofRoute[route] = Of(route).Add(allowance);
        }

        return allowance;
    }

    /// <summary>The first time at which all of a route's limits let it go, and nothing holds it.</summary>
    public TimeSpan ReadyAt(string route, TimeSpan now)
    {
        var at = _held.GetValueOrDefault(route);
        foreach (var allowance in Of(route))
        {
            var readyAt = allowance.ReadyAt(now);
            at = readyAt > at ? readyAt : at;
        }

        return at;
    }

    /// <summary>The end of the longest pause of a route's limits; zero where none is known.</summary>
    public TimeSpan PausedUntil(string route) => Of(route).Select(allowance => allowance.PausedUntil).DefaultIfEmpty().Max();

    /// <summary>Lets nothing go on a route before <paramref name="until"/>, without taking it for a pause.</summary>
    public void Hold(string route, TimeSpan until)
    {
        if (until > _held.GetValueOrDefault(route))
        {
            _held[route] = until;
        }
    }

    /// <summary>Ends a hold.</summary>
    public void Release(string route) => _held.Remove(route);

    /// <summary>
    /// What these limits let through of the routes in a minute; null where one of the routes is free. Without a route only what holds for the
    /// whole organisation is sure to be met.
    /// </summary>
    public double? PerMinute(IReadOnlyCollection<string> routes)
    {
        if (_byName.Count == 0)
        {
            return null;
        }

        if (routes.Count == 0)
        {
            return _ofOrganization.Min(allowance => allowance.PerMinute);
        }

        var binding = new Dictionary<string, Allowance>();
        foreach (var route in routes)
        {
            if (Of(route).Where(allowance => allowance.PerMinute is not null).MinBy(allowance => allowance.PerMinute) is not { } least)
            {
                return null;
            }

            binding[route] = least;
        }

        // What several routes share lets no more through of them together than of one.
        foreach (var shared in _ofOrganization.Where(allowance => allowance.PerMinute is not null).OrderBy(allowance => allowance.PerMinute))
        {
            var under = routes.Where(route => Of(route).Contains(shared)).ToList();
            if (under.Select(route => binding[route]).Distinct().Sum(allowance => allowance.PerMinute) > shared.PerMinute)
            {
                under.ForEach(route => binding[route] = shared);
            }
        }

        return binding.Values.Distinct().Sum(allowance => allowance.PerMinute);
    }
}
