using System.Text;

namespace ActorSync.Engine.Hosting.Options;

/// <summary>One thing that is wrong, or doubtful, in the configuration; it never contains a secret.</summary>
/// <param name="Key">The key as <c>Section:Key</c>, or the option or file that it concerns.</param>
/// <param name="Place">Where it was given, or null when it was not.</param>
/// <param name="What">What is wrong and what to do, as a sentence without a full stop.</param>
/// <param name="Allowed">The values that would be right, or null.</param>
/// <param name="Nearest">The known key or value that was probably meant, or null.</param>
public sealed record ConfigurationProblem(string Key, ConfigurationPlace? Place, string What, string? Allowed = null, string? Nearest = null)
{
    /// <summary>The whole problem on one line.</summary>
    public override string ToString()
    {
        var text = new StringBuilder(Key);
        if (Place is not null)
        {
            text.Append(" (").Append(Place.Text).Append(')');
        }

        text.Append(": ").Append(What).Append('.');
        if (Allowed is not null)
        {
            text.Append(" Allowed: ").Append(Allowed).Append('.');
        }

        if (Nearest is not null)
        {
            text.Append(" Nearest: ").Append(Nearest).Append('.');
        }

        return text.ToString();
    }
}
