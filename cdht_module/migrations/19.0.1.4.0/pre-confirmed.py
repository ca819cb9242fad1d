"""Shipped records that an office has confirmed stay as they are."""


def migrate(cr, version):
    # Raw: the registry is not loaded yet, and the data are read before it is.
    cr.execute(
        """
        UPDATE ir_model_data
           SET noupdate = true
          FROM cdht_trace
         WHERE cdht_trace.move = 'confirm_doubt'
           AND ir_model_data.model = cdht_trace.res_model
           AND ir_model_data.res_id = cdht_trace.res_id
        """
    )
