using System.Collections.Immutable;
using System.IO.Compression;
using System.Text;
using ActorSync.Core.Policies;
using ActorSync.Core.Roster;
using ActorSync.Core.Taxonomy;
using ActorSync.Engine.Hosting.Options;
using ActorSync.Engine.Sources;

namespace ActorSync.Engine.Tests.Sources;

/// <summary>Reads files that a test writes in place.</summary>
internal static class Files
{
    public static readonly SourceOptions Detected = new();

    public static readonly DeclaredTaxonomy Taxonomy = new(
        [Skill("Billing"), Skill("Spanish"), Skill("Fran\u00E7ais")],
        [new DeclaredCertification(new("PCI"), null, 365, null, true)]);

    public static RosterReading Read(string name, string text, SourceOptions? options = null) => Read(name, Encoding.UTF8.GetBytes(text), options);

    public static RosterReading Read(string name, byte[] bytes, SourceOptions? options = null, SourceMode mode = SourceMode.Partial) =>
        Read([SourceInput.FromBytes(name, bytes)], options, mode);

    public static RosterReading Read(IReadOnlyList<SourceInput> inputs, SourceOptions? options = null, SourceMode mode = SourceMode.Partial)
    {
        options = (options ?? Detected) with { Mode = mode };
        var context = options.ToContext(Taxonomy, LevelScale.DecimalsZeroToFive, gated: false);
        return RosterReader.ReadAsync(inputs, options, context, cancellation: TestContext.Current.CancellationToken).GetAwaiter().GetResult();
    }

    public static SourceInput Input(string name, string text) => SourceInput.FromBytes(name, Encoding.UTF8.GetBytes(text));

    public static byte[] Gzip(byte[] bytes, CompressionLevel level = CompressionLevel.Optimal)
    {
        using var compressed = new MemoryStream();
        using (var gzip = new GZipStream(compressed, level, leaveOpen: true))
        {
            gzip.Write(bytes);
        }

        return compressed.ToArray();
    }

    public static byte[] Gzip(string text) => Gzip(Encoding.UTF8.GetBytes(text));

    public static SourceOptions WithColumns(params (string Name, string Header)[] columns) =>
        Detected with { Columns = columns.ToImmutableSortedDictionary(column => column.Name, column => column.Header) };

    /// <summary>The rows that were rejected, as <c>line rule</c>.</summary>
    public static string[] Errors(this RosterReading reading) =>
        [.. reading.Findings.Where(finding => finding.Severity == FindingSeverity.Error).Select(finding => $"{finding.Line} {finding.Rule}")];

    /// <summary>The holds, as <c>rule</c>, with an exclamation mark where nobody can accept them.</summary>
    public static string[] Held(this RosterReading reading) => [.. reading.Holds.Select(hold => hold.CanBeAccepted ? hold.Rule : hold.Rule + "!")];

    /// <summary>The people with what they are stated to be, without where it stands.</summary>
    public static string[] Describe(this RosterReading reading) =>
    [
        .. reading.People.Values.OrderBy(person => person.Id).Select(person =>
            $"{person.Id} {person.Email} {person.Status} {person.HasRejectedRow} "
            + $"{person.Skills.Statement}[{string.Join(',', person.Skills.Items.Select(item => $"{item.Name}={item.Level}@{item.From}-{item.Until}"))}]"
            + $"({string.Join(',', person.Skills.Untouched)}){person.Skills.HasUnknownName} "
            + $"{person.Certifications.Statement}[{string.Join(',', person.Certifications.Items.Select(item => $"{item.Name}@{item.IssuedOn}-{item.OfficialExpiry}{item.Renewal}"))}]"
            + $"({string.Join(',', person.Certifications.Untouched)}){person.Certifications.HasUnknownName}"),
    ];

    private static DeclaredSkill Skill(string name) => new(new SkillName(name), null, null, true, null);
}
