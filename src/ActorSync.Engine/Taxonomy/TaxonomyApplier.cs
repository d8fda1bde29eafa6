using System.Collections.Immutable;
using ActorSync.Core.Dialects;
using ActorSync.Core.Roster;
using ActorSync.Core.Taxonomy;
using ActorSync.Engine.Gateway;
using ActorSync.Engine.Users.Observation;

namespace ActorSync.Engine.Taxonomy;

/// <summary>Creates what is declared and missing on the target, parents first; with nothing missing it only reads.</summary>
public sealed class TaxonomyApplier(ITargetDialect dialect, ITargetClient client)
{
    /// <summary>How often one creation is tried. Between two tries a listing tells whether the one before was applied.</summary>
    public const int MostTries = 3;

    private readonly TaxonomyReader _reader = new(dialect, client);

    /// <summary>Reads the target, plans, and creates step by step; it stops at the first failure, and a repetition goes on from there.</summary>
    public async Task<TaxonomyApplied> ApplyAsync(DeclaredTaxonomy declared, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(declared);

        var work = new Work(declared);
        if (await RefreshAsync(work, cancellationToken) is { } unread)
        {
            return work.Ended(unread);
        }

        var plan = TaxonomyPlanner.Plan(declared, work.Skills, work.Certifications, dialect.Capabilities.SkillsHaveDetails);
        work.Findings.AddRange(plan.Obstacles);
        foreach (var step in plan.Steps)
        {
            if (await CreateAsync(work, step, cancellationToken) is { } failure)
            {
                return work.Ended(failure);
            }
        }

        return work.Ended(null);
    }

    private async Task<ObservationFailure?> CreateAsync(Work work, TaxonomyStep step, CancellationToken cancellationToken)
    {
        if (ParentIsLacking(work, step) || RequestFor(work, step) is not { } request)
        {
            work.Findings.Add(Lacking(step, "its parent could not be created"));
            return null;
        }

        for (var attempt = 1; ; attempt++)
        {
            var outcome = await client.SendAsync(request, cancellationToken);
            if (FailureReading.Of(request, outcome) is not { } failure)
            {
                work.Created.Add(step);
                return await LearnAsync(work, step, (TargetOutcome.Answered)outcome, cancellationToken);
            }

            if (outcome is TargetOutcome.Answered { Status: 400 })
            {
                work.Findings.Add(Lacking(step, failure.Reason));
                return null;
            }

            var isConflict = outcome is TargetOutcome.Answered { Status: 409 };
            if (!isConflict && outcome is not TargetOutcome.InDoubt)
            {
                return failure;
            }

            // Somebody, perhaps this very request, may have created it: only a listing tells.
            if (await RefreshAsync(work, cancellationToken) is { } unread)
            {
                return unread;
            }

            if (work.Has(step))
            {
                (isConflict && attempt == 1 ? work.Found : work.Created).Add(step);
                return null;
            }

            if (isConflict)
            {
                work.Findings.Add(Lacking(step, $"the target says that it exists and does not list it as active ({failure.Reason})"));
                return null;
            }

            if (attempt == MostTries)
            {
                return failure;
            }
        }
    }

    // A child needs the id of its parent. An answer that does not tell it is made up for by a listing.
    private async Task<ObservationFailure?> LearnAsync(Work work, TaxonomyStep step, TargetOutcome.Answered answer, CancellationToken cancellationToken)
    {
        if (step is not TaxonomyStep.CreateSkill create)
        {
            return null;
        }

        try
        {
            work.SkillIds[create.Skill.Name] = dialect.ReadCreatedSkill(answer.Body).Id;
            return null;
        }
        catch (DialectException)
        {
            return await RefreshAsync(work, cancellationToken);
        }
    }

    private async Task<ObservationFailure?> RefreshAsync(Work work, CancellationToken cancellationToken)
    {
        switch (await _reader.ReadAsync(work.Declared, cancellationToken))
        {
            case ObservationResult<TaxonomyReading>.Read read:
                work.Take(read.Value);
                return null;
            case ObservationResult<TaxonomyReading>.Failed failed:
                return failed.Failure;
            case var other:
                throw new ArgumentOutOfRangeException(nameof(work), other, "A result that nobody knows.");
        }
    }

    private bool ParentIsLacking(Work work, TaxonomyStep step) =>
        dialect.Capabilities.SkillsHaveDetails && step is TaxonomyStep.CreateSkill { Skill.Parent: { } parent } && !work.SkillIds.ContainsKey(parent);

    private TargetRequest? RequestFor(Work work, TaxonomyStep step) => step switch
    {
        TaxonomyStep.CreateSkill create => dialect.CreateSkill(
            create.Skill, create.Skill.Parent is { } parent && work.SkillIds.TryGetValue(parent, out var id) ? id : null),
        TaxonomyStep.CreateCertification create => dialect.CreateCertification(create.Certification),
        _ => throw new ArgumentOutOfRangeException(nameof(step), step, "A step that nobody knows."),
    };

    private static Finding Lacking(TaxonomyStep step, string why) =>
        new(string.Empty, 0, string.Empty, "taxonomy-not-created", $"The {step.Subject} was not created: {why}.", FindingSeverity.Error);

    /// <summary>What is known and done so far.</summary>
    private sealed class Work(DeclaredTaxonomy declared)
    {
        public DeclaredTaxonomy Declared { get; } = declared;

        public ImmutableArray<ListedSkill> Skills { get; private set; } = [];

        public ImmutableArray<ListedCertification>? Certifications { get; private set; }

        public Dictionary<SkillName, SkillId> SkillIds { get; } = [];

        public List<TaxonomyStep> Created { get; } = [];

        public List<TaxonomyStep> Found { get; } = [];

        public List<Finding> Findings { get; } = [];

        private HashSet<CertificationName> CertificationNames { get; } = [];

        public void Take(TaxonomyReading reading)
        {
            (Skills, Certifications) = (reading.Skills, reading.Certifications);
            foreach (var (name, id) in reading.Taxonomy.Skills)
            {
                SkillIds[name] = id;
            }

            CertificationNames.UnionWith(reading.Taxonomy.Certifications.Keys);
        }

        public bool Has(TaxonomyStep step) => step switch
        {
            TaxonomyStep.CreateSkill create => SkillIds.ContainsKey(create.Skill.Name),
            TaxonomyStep.CreateCertification create => CertificationNames.Contains(create.Certification.Name),
            _ => false,
        };

        public TaxonomyApplied Ended(ObservationFailure? failure) => new([.. Created], [.. Found], [.. Findings], failure);
    }
}
