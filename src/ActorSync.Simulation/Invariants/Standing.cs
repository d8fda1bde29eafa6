using System.Collections.Immutable;
using ActorSync.Core.Policies;
using ActorSync.Core.Roster;
using ActorSync.Engine.Hosting.Options;
using ActorSync.Simulation.Stories;
using NodaTime;

namespace ActorSync.Simulation.Invariants;

/// <summary>How a person stands by the roster of a run: whether they are here, and what nobody states of them any more. Written apart from the engine's rules.</summary>
/// <param name="story">The story, with the policies.</param>
/// <param name="roster">The roster.</param>
/// <param name="employee">The person, who may be in none of its rows.</param>
internal sealed class Standing(Story story, RosterReading roster, EmployeeId employee)
{
    /// <summary>The person as stated, or null where no row is theirs.</summary>
    public RosterPerson? Person { get; } = roster.People.GetValueOrDefault(employee);

    /// <summary>Whether they work here, and the run is about them.</summary>
    public bool IsHere => IsMeant && Person is { Status: not (EmploymentStatus.Terminated or EmploymentStatus.Inactive) };

    /// <summary>Whether they have left, or are missing from a full file, and the policy takes from those.</summary>
    public bool IsGone => IsMeant && Person switch
    {
        null => story.Options.Source.Mode == SourceMode.Full && story.Options.Policy.Absent == LeaverPolicy.Remove && story.Only is null && !roster.SuspendAbsence,
        { Status: EmploymentStatus.Terminated } => story.Options.Policy.Terminated == LeaverPolicy.Remove,
        _ => false,
    };

    /// <summary>Whether a row that was rejected spares them every loss.</summary>
    public bool IsSpared => roster.RejectedPeople.Contains(employee) || Person is { HasRejectedRow: true };

    /// <summary>Whether a row may come to be rejected when somebody looks at what they hold, since it says too little.</summary>
    public bool MayBeSpared => Person?.Certifications.Items.Any(item => item is { Origin: ItemOrigin.SheetRow, OfficialExpiry: null }) == true;

    /// <summary>Whether the policy may take anything at all from them, a zero included.</summary>
    public bool MayLose => story.Options.Policy.Removal != RemovalPolicy.Never && !IsSpared;

    /// <summary>Whether the policy may take skills that nobody states any more.</summary>
    public bool MayLoseSkills => MayLose && !roster.SuspendSkillRemoval && (IsGone || (IsHere && IsWhole(Person!.Skills)));

    /// <summary>Whether the policy may end certifications that nobody states any more.</summary>
    public bool MayLoseCertifications => MayLose && !roster.SuspendCertificationRemoval && (IsGone || (IsHere && IsWhole(Person!.Certifications)));

    /// <summary>The skills, by the target's ids, of which their row says anything but that they ended before an instant; of who is gone, those alone of which it says something unreadable.</summary>
    public ImmutableHashSet<string> SkillsSpokenOf(Instant ended) => Person is not { Skills: var skills }
        ? []
        : [.. Stated(skills).Where(item => item.Until is not { } until || until > ended).Select(item => item.Name).Concat(skills.Untouched).Select(name => Story.SkillId(name.Value))];

    /// <summary>The certifications, by the target's ids, of which their row says anything, likewise.</summary>
    public ImmutableHashSet<string> CertificationsSpokenOf() => Person is not { Certifications: var certifications }
        ? []
        : [.. Stated(certifications).Select(item => item.Name).Concat(certifications.Untouched).Select(story.CertificationId)];

    private bool IsMeant => story.Only is not { } only || only.Contains(employee);

    private ImmutableArray<TItem> Stated<TItem, TName>(StatedList<TItem, TName> list) => IsGone ? [] : list.Items;

    private static bool IsWhole<TItem, TName>(StatedList<TItem, TName> list) => list is { Statement: Statement.Stated, HasUnknownName: false };
}
