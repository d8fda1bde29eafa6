using ActorSync.Core.Taxonomy;

namespace ActorSync.Core.Roster;

/// <summary>Everything read of one person so far.</summary>
internal sealed class PersonDraft(RowRef seen)
{
    /// <summary>Where the person was first seen.</summary>
    public RowRef Seen { get; } = seen;

    /// <summary>Whether some row of the person is rejected already.</summary>
    public bool HasRejectedRow { get; set; }

    /// <summary>Whether a person sheet has a row of this person, be it a rejected one.</summary>
    public bool IsInPersonSheet { get; set; }

    public List<PersonRow> Rows { get; } = new(1);

    public LaneRows<SkillDraft, SkillName>? Skills { get; set; }

    public LaneRows<CertificationDraft, CertificationName>? Certifications { get; set; }
}
