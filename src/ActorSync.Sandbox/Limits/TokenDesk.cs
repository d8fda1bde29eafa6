using System.Buffers.Text;
using System.Collections.Concurrent;
using System.Collections.Frozen;
using System.Globalization;
using System.Security.Cryptography;

namespace ActorSync.Sandbox.Limits;

/// <summary>Gives out tokens and knows them again until they expire.</summary>
internal sealed class TokenDesk(TimeSpan lifetime, FrozenSet<string> permissions, Func<IRequestWindow?> newWindow, TimeProvider clock)
{
    /// <summary>More tokens than any client takes in a day; beyond it the expired ones are forgotten.</summary>
    private const int MaxRemembered = 10_000;

    private readonly ConcurrentDictionary<string, AccessToken> _tokens = new(StringComparer.Ordinal);
    private int _given;

    /// <summary>Gives out a new token with an allowance of its own.</summary>
    public (string Secret, AccessToken Token) Issue()
    {
        if (_tokens.Count >= MaxRemembered)
        {
            ForgetExpired();
        }

        var label = string.Create(CultureInfo.InvariantCulture, $"t{Interlocked.Increment(ref _given)}");
        var secret = Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(48));
        var token = new AccessToken(label, clock.GetUtcNow() + lifetime, permissions, newWindow());
        _tokens[secret] = token;
        return (secret, token);
    }

    /// <summary>Returns the token if it was given out here, expired or not, else null.</summary>
    public AccessToken? Find(string secret) => _tokens.GetValueOrDefault(secret);

    private void ForgetExpired()
    {
        var now = clock.GetUtcNow();
        foreach (var (secret, token) in _tokens)
        {
            if (token.IsExpiredAt(now))
            {
                _tokens.TryRemove(secret, out _);
            }
        }
    }
}
