namespace TgPlatform.Contracts;

/// <summary>
/// Decides who fetches what: gives groups to lanes. It sees groups, so keeping albums together is the default and not a trick. Called by one
/// thread at a time; the same groups and lanes must give the same result on every machine.
/// </summary>
public interface IStrategy
{
    /// <summary>
    /// Gives every group of the window to a lane by <see cref="Assignment.Give"/>. Groups bound to a lane by their items never come here.
    /// </summary>
    /// <param name="assignment">Groups, lanes, and where to put the decision.</param>
    void Assign(Assignment assignment);
}

/// <summary>
/// A strategy that may give the members of one group to different lanes: the runtime then hands it every item as a group of one, and tells
/// the user so.
/// </summary>
public interface ISplitsGroups : IStrategy;
