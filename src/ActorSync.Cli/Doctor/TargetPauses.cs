using ActorSync.Core.Gateway;
using ActorSync.Core.Pacing;
using ActorSync.Core.Runs;
using NodaTime;

namespace ActorSync.Cli.Doctor;

/// <summary>The pauses that the target has asked for: those that an earlier command left, and those that the doctor itself meets.</summary>
/// <param name="tokens">How many tokens are used side by side.</param>
/// <param name="stored">What an earlier command left.</param>
/// <param name="keep">Keeps one that is met for whoever comes next, or null.</param>
internal sealed class TargetPauses(int tokens, IReadOnlyCollection<HeldPause> stored, Action<HeldPause>? keep = null)
{
    private readonly List<HeldPause> _limits = [.. stored.Where(IsOfLimit)];
    private readonly List<HeldPause> _met = [];
    private readonly List<HeldPause> _logins = [.. stored.Where(IsOfLogin)];
    private readonly List<HeldPause> _tokens = [.. stored.Where(pause => !IsOfLimit(pause) && !IsOfLogin(pause))];

    /// <summary>Whether the doctor has met one itself: then nothing else asks before it is over.</summary>
    public bool AnyMet => _met.Count > 0;

    /// <summary>How many tokens are used side by side.</summary>
    public int Tokens => tokens;

    /// <summary>Whether a token is left that is not paused.</summary>
    public bool AnyTokenFree => _tokens.Count < tokens;

    /// <summary>When a token may be had and used again, where the login or all tokens are paused; else null.</summary>
    public Instant? AsAWholeUntil
    {
        get
        {
            Instant? token = AnyTokenFree ? null : _tokens.Min(pause => pause.Until);
            return OfLogin?.Until is { } login && (token is null || token < login) ? login : token;
        }
    }

    /// <summary>A line per pause.</summary>
    public IEnumerable<DoctorCheck> Checks()
    {
        var free = tokens - _tokens.Count;
        var rest = free > 0 && _tokens.Count > 0 ? $" The checks use a free token ({free} of {tokens})." : string.Empty;
        return _tokens.Concat(_limits).Concat(_logins).OrderBy(pause => pause.Until).Select(pause => DoctorCheck.Warning(
            "pause", $"The target asked for a pause of {pause.Scope} until {InstantText.At(pause.Until)} ({pause.Reason}).{rest}", Remedy(pause)));
    }

    /// <summary>The pause that keeps the login back, or null.</summary>
    public HeldPause? OfLogin => _logins.MaxBy(pause => pause.Until);

    /// <summary>The pause that keeps a request of a route back, or null.</summary>
    public HeldPause? Of(string route) => AnyTokenFree
        ? _limits.FirstOrDefault(pause => NamedLimit.TryParseLabel(pause.Scope, out var limit, out var met) && (limit.IsOfOrganization || met == route))
        : _tokens.MinBy(pause => pause.Until);

    /// <summary>The pause that keeps any read back, or null: what is read of the taxonomy takes several routes.</summary>
    public HeldPause? OfReads() => OfLogin is { } login ? login
        : AnyTokenFree
        ? _limits.FirstOrDefault(pause => NamedLimit.TryParseLabel(pause.Scope, out var limit, out var met) && (limit.IsOfOrganization || met.StartsWith("GET ", StringComparison.Ordinal)))
        : _tokens.MinBy(pause => pause.Until);

    /// <summary>Forgets a pause that is over.</summary>
    /// <returns>Whether it was of a token.</returns>
    public bool Over(HeldPause pause)
    {
        _met.Remove(pause);
        _limits.Remove(pause);
        _logins.Remove(pause);
        return _tokens.Remove(pause);
    }

    /// <summary>Notes a 429 that the doctor got.</summary>
    public void Meet(TargetThrottle throttle, string route)
    {
        var reason = throttle.IsStated ? "429" : "429 that does not say how long";
        if (throttle.Limit is { IsOfToken: false } limit)
        {
            Meet(_limits, new HeldPause(limit.LabelFor(route), throttle.Until, reason));
        }
        else
        {
            var label = Enumerable.Range(1, _tokens.Count + 1).Select(number => $"t{number}").First(each => !_tokens.Exists(pause => pause.Scope == each));
            Meet(_tokens, new HeldPause(label, throttle.Until, reason));
        }
    }

    /// <summary>Notes that the login asked for a wait.</summary>
    public void MeetAtLogin(TargetThrottle throttle) => Meet(_logins, new HeldPause(PauseBegan.LoginScope, throttle.Until, "the token endpoint throttles"));

    private static string Remedy(HeldPause pause) =>
        $"Nothing is wrong here: the target wants it. Ask again after {InstantText.At(pause.Until)}: actorsync doctor. "
        + "A run waits by itself for up to Target:MaxPause, and one that a longer pause has interrupted goes on by actorsync resume after that instant.";

    private void Meet(List<HeldPause> pauses, HeldPause pause)
    {
        pauses.Add(pause);
        _met.Add(pause);
        keep?.Invoke(pause);
    }

    private static bool IsOfLogin(HeldPause pause) => pause.Scope == PauseBegan.LoginScope;

    private static bool IsOfLimit(HeldPause pause) => NamedLimit.TryParseLabel(pause.Scope, out _, out _);
}
