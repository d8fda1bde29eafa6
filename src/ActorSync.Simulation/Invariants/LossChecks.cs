using ActorSync.Core.Roster;
using ActorSync.Core.Taxonomy;
using ActorSync.Core.Users;
using ActorSync.Simulation.Stories;
using ActorSync.Simulation.Target;

namespace ActorSync.Simulation.Invariants;

/// <summary>Says of each loss that is written whether the roster and the policies give a reason for it, whoever gave what is taken.</summary>
/// <param name="world">Where it happens.</param>
internal sealed class LossChecks(World world)
{
    private Story Story => world.Story;

    /// <summary>A write leaves.</summary>
    /// <exception cref="BrokenInvariantException">It takes something, and nothing says why.</exception>
    public void Leaves(SentRequest sent)
    {
        if (world.Earlier.Now is not { } roster || sent.Request.User is not { } id || world.Target.Find(id.Value) is not { } user)
        {
            return;
        }

        foreach (var operation in sent.Request.Carries.Where(operation => operation is Operation.RevokeSkill or Operation.EndCertification && operation.Cause != OperationCause.Undone))
        {
            world.Checks.Look(Rules.LostWithoutReason);
            if (!HasReason(operation, user, new Standing(Story, roster, new EmployeeId(user.Employee))))
            {
                throw new BrokenInvariantException(Rules.LostWithoutReason, $"{sent} leaves, {operation} of {user.Id}, and neither the roster nor a policy says so");
            }
        }
    }

    private bool HasReason(Operation operation, TargetUser user, Standing standing) => operation switch
    {
        Operation.RevokeSkill { IsGate: true } revoke => Gated(revoke.Skill.Value).Any(certification => MayEnd(certification, user, standing) || !IsThere(certification, user)),
        Operation.RevokeSkill revoke => MayTake(revoke.Skill.Value, user, standing),
        Operation.EndCertification end => MayEnd(end.Certification.Value, user, standing),
        _ => true,
    };

    private bool MayTake(string skill, TargetUser user, Standing standing) => standing.MayLose
        && (IsZero(skill, standing) || world.Earlier.HasEnded(user.Employee, skill) || (standing.MayLoseSkills && !standing.SkillsSpokenOf(world.Clock.Now + HoldingChecks.NearAnEnd).Contains(skill)));

    // What is over ends whatever the policies are.
    private bool MayEnd(string certification, TargetUser user, Standing standing) =>
        world.Target.MayBeTaken.Contains((user.Employee, certification)) || (standing.MayLoseCertifications && !standing.CertificationsSpokenOf().Contains(certification));

    // People may have given or taken it since somebody looked.
    private bool IsThere(string certification, TargetUser user) => user.Certifications.ContainsKey(certification) && !world.Watch.EditedByHand.Contains(user.Id);

    private static bool IsZero(string skill, Standing standing) =>
        standing is { IsHere: true, Person: { } person } && person.Skills.Items.Any(item => item.Level == Level.Zero && Story.SkillId(item.Name.Value) == skill);

    private IEnumerable<string> Gated(string gate) => Story.Options.Taxonomy.Certifications
        .Where(declared => declared.Gate is { } of && Story.SkillId(of.Name.Value) == gate).Select(declared => Story.CertificationId(declared.Name));
}
