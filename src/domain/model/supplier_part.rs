//! Supplier parts: what suppliers and makers call a part.

use crate::domain::model::part::PartId;
use crate::domain::model::party::SupplierId;
use crate::domain::model::quantity::Quantity;
use crate::domain::model::text::Text;
use crate::{record, record_id};

record_id!(/// Names a [`SupplierPart`].
    SupplierPartId, SupplierPart);

record! {
    /// The number under which a supplier sells a part, and its maker's. A supplier uses a number once.
    SupplierPart in SupplierPart as SUPPLIER_PART: SupplierPartFields {
        1 part "partId": PartId,
        2 supplier "supplierId": SupplierId,
        3 supplier_part_number "supplierPartNumber": Text,
        4 manufacturer: Text,
        5 manufacturer_part_number "manufacturerPartNumber": Text,
        /// Cost of one unit from this supplier.
        6 cost: Option<Quantity>,
        /// Where it is offered.
        7 url: Text,
    }
}
