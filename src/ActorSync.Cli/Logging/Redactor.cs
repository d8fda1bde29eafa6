using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace ActorSync.Cli.Logging;

/// <summary>Masks secrets and tokens in a text: a net below the rule that nothing ever writes them.</summary>
internal sealed partial class Redactor
{
    /// <summary>What stands in place of a secret.</summary>
    public const string Mask = "***";

    // A shorter secret occurs inside ordinary words, and masking those would only make a log unreadable.
    private const int ShortestSecret = 6;

    // The sandbox's secret is public, and also a word that logs need.
    private const string PublicSecret = "sandbox";

    private readonly Lock _gate = new();
    private volatile string[] _masked = [];

    /// <summary>Masks this secret from now on, in every form in which it could be written.</summary>
    public void Add(string? secret, string? clientId = null)
    {
        if (secret is null or PublicSecret || secret.Length < ShortestSecret)
        {
            return;
        }

        var basic = Convert.ToBase64String(Encoding.UTF8.GetBytes($"{clientId}:{secret}"));
        string[] forms = [secret, JsonEncodedText.Encode(secret).ToString(), Uri.EscapeDataString(secret), basic];
        lock (_gate)
        {
            _masked = [.. _masked.Concat(forms).Distinct().OrderByDescending(form => form.Length)];
        }
    }

    /// <summary>The text without secrets, bearer tokens and basic credentials.</summary>
    public string Redact(string text)
    {
        foreach (var form in _masked)
        {
            text = text.Replace(form, Mask, StringComparison.Ordinal);
        }

        return text.Contains(' ', StringComparison.Ordinal) ? Credentials().Replace(text, "$1 " + Mask) : text;
    }

    [GeneratedRegex(@"\b(Bearer|Basic)\s+[A-Za-z0-9._~+/=\-]{8,}", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Credentials();
}
