using System.Collections.Immutable;
using ActorSync.Core.Dialects;
using ActorSync.Core.Roster;
using ActorSync.Core.Taxonomy;
using ActorSync.Engine.Gateway;
using ActorSync.Engine.Users.Observation;

namespace ActorSync.Engine.Taxonomy;

/// <summary>Reads all skills and certifications of the target and resolves the declared names, once per run; sends no write.</summary>
public sealed class TaxonomyReader(ITargetDialect dialect, ITargetClient client)
{
    /// <summary>Reads every page; what is declared and lacking, ambiguous or spelled otherwise comes as findings.</summary>
    public async Task<ObservationResult<TaxonomyReading>> ReadAsync(DeclaredTaxonomy declared, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(declared);

        var findings = ImmutableArray.CreateBuilder<Finding>();
        var skills = new ListingRead<SkillId, ListedSkill>(
            client, dialect.ListSkills, (body, _) => dialect.ReadSkills(body), skill => skill.Id, dialect.Capabilities.UserPageSize);
        if (await skills.AllAsync(cancellationToken) is { } failure)
        {
            return new ObservationResult<TaxonomyReading>.Failed(failure);
        }

        NoteShort(skills, "skills", findings);
        ImmutableArray<ListedCertification>? listed = null;
        if (dialect.ListCertifications(1) is not null)
        {
            var certifications = new ListingRead<CertificationId, ListedCertification>(
                client,
                (page, size) => dialect.ListCertifications(page, size)!,
                (body, _) => dialect.ReadCertifications(body),
                certification => certification.Id,
                dialect.Capabilities.UserPageSize);
            if (await certifications.AllAsync(cancellationToken) is { } lack)
            {
                return new ObservationResult<TaxonomyReading>.Failed(lack);
            }

            NoteShort(certifications, "certifications", findings);
            listed = [.. certifications.Rows.OrderBy(certification => certification.Id)];
        }

        ImmutableArray<ListedSkill> all = [.. skills.Rows.OrderBy(skill => skill.Id)];
        var match = TaxonomyMatch.Between(declared, all, listed);
        findings.AddRange(match.Findings);
        return new ObservationResult<TaxonomyReading>.Read(new(match.Taxonomy, all, listed), findings.DrainToImmutable());
    }

    private static void NoteShort<TKey, TRow>(ListingRead<TKey, TRow> read, string what, ImmutableArray<Finding>.Builder findings)
        where TKey : notnull
    {
        if (!read.IsWhole)
        {
            findings.Add(new Finding(
                string.Empty,
                0,
                what,
                $"{what}-listing-short",
                $"The target says that it has {read.Total} {what}, and {read.Count} came, read again and again. A name that seems lacking may be there; run again.",
                FindingSeverity.Warning));
        }
    }
}
