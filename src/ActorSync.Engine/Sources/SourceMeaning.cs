using System.Text;
using ActorSync.Core.Roster;
using ActorSync.Core.Taxonomy;
using ActorSync.Engine.Hosting.Options;

namespace ActorSync.Engine.Sources;

/// <summary>What the declarations about a source (section <c>Source</c>) mean for those who read its files.</summary>
public static class SourceMeaning
{
    /// <summary>What the words of the files mean.</summary>
    /// <param name="source">The declarations, valid as the configuration's binding leaves them.</param>
    /// <param name="taxonomy">The declared skills and certifications.</param>
    /// <param name="scale">The levels of the target.</param>
    /// <param name="gated">Whether the target knows no dates of certifications, so that gating skills stand for them.</param>
    /// <exception cref="ArgumentException">The date format is none.</exception>
    public static RosterContext ToContext(this SourceOptions source, DeclaredTaxonomy taxonomy, LevelScale scale, bool gated)
    {
        ArgumentNullException.ThrowIfNull(source);

        var separator = source.Culture?.NumberFormat.NumberDecimalSeparator is [var single] ? single : '.';
        var dates = DateReading.Create(source.DateFormat, source.Culture, out var problem);
        return problem is null
            ? new RosterContext(taxonomy, scale, gated, source.Mode, source.TimeZone, separator, dates)
            : throw new ArgumentException($"'{source.DateFormat}' is no date format: {problem}", nameof(source));
    }

    /// <summary>The declared encoding, or null; undecodable bytes become U+FFFD, which holds the file wherever it stands.</summary>
    internal static Encoding? TolerantEncoding(this SourceOptions source)
    {
        if (source.Encoding?.Clone() is not Encoding tolerant)
        {
            return null;
        }

        tolerant.DecoderFallback = new DecoderReplacementFallback("\uFFFD");
        return tolerant;
    }
}
