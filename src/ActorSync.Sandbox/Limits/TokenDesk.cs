using System.Buffers.Text;
using System.Collections.Concurrent;
using System.Collections.Frozen;
using System.Globalization;
using System.Security.Cryptography;
using ActorSync.Sandbox.Http;

namespace ActorSync.Sandbox.Limits;

/// <summary>Gives out tokens, each with an allowance of its own, and knows them again until they expire.</summary>
internal sealed class TokenDesk(SandboxOptions options, FrozenSet<string> permissions, WindowMaker windows, ServerClock clock)
{
    /// <summary>More tokens than any client takes in a day; beyond it the expired ones are forgotten.</summary>
    private const int MaxRemembered = 10_000;

    private readonly Lock _gate = new();
    private readonly ConcurrentDictionary<string, AccessToken> _tokens = new(StringComparer.Ordinal);
    private readonly IRequestWindow? _deskWindow = windows.Plain(options.TokenLimit, options.Window);
    private RateLimit _limit = options.Limit;
    private WindowKind _kind = options.Window;
    private TimeSpan _lastEntry;
    private OtherClientCounts _finished;
    private int _given;

    /// <summary>Returns whether the token endpoint's own limit lets a request at <paramref name="now"/> pass, counting it.</summary>
    public bool TryEnter(TimeSpan now)
    {
        lock (_gate)
        {
            _lastEntry = now > _lastEntry ? now : _lastEntry;
            if (_deskWindow?.WaitAt(_lastEntry) > TimeSpan.Zero)
            {
                return false;
            }

            _deskWindow?.Take(_lastEntry);
            return true;
        }
    }

    /// <summary>Gives out a new token.</summary>
    public (string Secret, AccessToken Token) Issue()
    {
        lock (_gate)
        {
            if (_tokens.Count >= MaxRemembered)
            {
                ForgetExpired();
            }

            _given++;
            var label = string.Create(CultureInfo.InvariantCulture, $"t{_given}");
            var secret = Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(48));
            var now = clock.Elapsed;
            var token = new AccessToken(label, now, clock.Real + options.TokenLifetime, permissions, windows.ForToken(_limit, _kind, now));
            _tokens[secret] = token;
            return (secret, token);
        }
    }

    /// <summary>Returns the token if it was given out here, expired or not, else null.</summary>
    public AccessToken? Find(string secret) => _tokens.GetValueOrDefault(secret);

    /// <summary>Changes the allowance of each token, those to come too; what has passed in the running windows still counts.</summary>
    /// <param name="limit">The new allowance; null leaves it as it is.</param>
    /// <param name="kind">How windows move from now on; null leaves that as it is.</param>
    /// <param name="now">When the change happens.</param>
    public void ChangeLimit(RateLimit? limit, WindowKind? kind, TimeSpan now)
    {
        lock (_gate)
        {
            var isOtherKind = kind is not null && kind != _kind;
            _limit = limit ?? _limit;
            _kind = kind ?? _kind;
            foreach (var token in _tokens.Values)
            {
                lock (token)
                {
                    Change(token, isOtherKind, token.Arrive(now));
                }
            }
        }
    }

    /// <summary>Returns what the other client of these tokens has sent until <paramref name="now"/>.</summary>
    public OtherClientCounts OtherClientAt(TimeSpan now)
    {
        lock (_gate)
        {
            var counts = _finished;
            var instant = clock.Real;
            foreach (var token in _tokens.Values)
            {
                lock (token)
                {
                    if (!token.IsExpiredAt(instant))
                    {
                        token.Window?.TakenAt(token.Arrive(now));
                    }

                    counts += OtherClientCounts.Of(token.Window);
                }
            }

            return counts;
        }
    }

    private void Change(AccessToken token, bool isOtherKind, TimeSpan now)
    {
        if (token.Window is { } running && !isOtherKind && !_limit.IsNone)
        {
            running.Change(_limit.Requests, _limit.Length, now);
            return;
        }

        var taken = token.Window?.TakenAt(now) ?? 0;
        _finished += OtherClientCounts.Of(token.Window);
        token.Window = windows.ForToken(_limit, _kind, now);
        for (var request = 0; request < taken && token.Window is not null; request++)
        {
            token.Window.Take(now);
        }
    }

    private void ForgetExpired()
    {
        var now = clock.Real;
        foreach (var (secret, token) in _tokens)
        {
            if (token.IsExpiredAt(now) && _tokens.TryRemove(secret, out _))
            {
                lock (token)
                {
                    _finished += OtherClientCounts.Of(token.Window);
                }
            }
        }
    }
}
