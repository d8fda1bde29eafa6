using System.Collections.Immutable;
using ActorSync.Core.Runs;
using NodaTime;

namespace ActorSync.Core.Users;

/// <summary>Decides how a run is taken back for one user: only values that still are what the run wrote, each to what it was before.</summary>
/// <remarks>
/// What somebody has changed since is left, and told. So is what is no longer managed, what nobody knows to be the run's, and whatever
/// would give back a certification that by another statement than the run's has ended: nobody takes calls with it for an undoing's sake.
/// </remarks>
public static class UndoRule
{
    /// <summary>Decides for one user.</summary>
    /// <param name="changes">What the run did.</param>
    /// <param name="observed">The user as observed now, with holdings known.</param>
    /// <param name="ledger">What is remembered of the user now.</param>
    /// <param name="context">The taxonomy and the policies in force.</param>
    /// <param name="now">The instant of the decision.</param>
    public static UndoDecision Decide(UserChanges changes, ObservedUser observed, AgentLedger ledger, PlanningContext context, Instant now)
    {
        ArgumentNullException.ThrowIfNull(changes);
        ArgumentNullException.ThrowIfNull(context);
        if (observed is not { Skills: { } skills, Certifications: { } certifications })
        {
            throw new ArgumentException($"The holdings of user {observed.Id} have not been read.", nameof(observed));
        }

        var dates = new UndoDates(changes, ledger, context, now);
        var steps = new UndoSkills(changes, skills, dates, context).Steps()
            .Concat(context.Capabilities.CertificationsAreDated
                ? new UndoDatedCertifications(changes, certifications, dates, context, now).Steps()
                : new UndoNamedCertifications(changes, certifications, dates, context).Steps())
            .ToList();

        var apart = steps.Where(step => step.WhyNot is not null).Select(step => step.Unit).ToHashSet(StringComparer.Ordinal);
        var left = steps.Where(step => apart.Contains(step.Unit)).Select(step => step.WhyNot ?? UserProblem.NotUndoneAlone(step.Inverse));
        var undone = steps.Where(step => !apart.Contains(step.Unit)).ToList();
        return new(
            OperationOrder.Sort(undone.Where(step => !UndoDatedCertifications.IsOver(step.Inverse, now)).Select(step => step.Inverse)),
            [.. left],
            context.ManagedHeld(observed, now),
            [.. undone.SelectMany(step => Notes(step, changes))]);
    }

    private static IEnumerable<UserProblem> Notes(UndoStep step, UserChanges changes)
    {
        if (step.EndsOnly)
        {
            yield return UserProblem.EndedForUndoing(step.Inverse);
        }

        if (step.Inverse is Operation.RevokeSkill or Operation.EndCertification && changes.Found.Contains(step.Undone))
        {
            yield return UserProblem.UndoneAsFound(step.Inverse);
        }
    }
}
